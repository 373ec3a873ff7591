package serai.http;

import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * From where a request comes, also behind a reverse proxy: what {@code X-Forwarded-For}, {@code -Proto} and {@code -Host}
 * say is believed when a trusted proxy sent it, and not looked at otherwise.
 */
public final class Callers {
    private static final Pattern ADDRESS = Pattern.compile("[0-9a-fA-F:.]{2,45}");

    private final Set<String> trusted;
    private final Optional<URI> publicUrl;

    /**
     * @param trusted network addresses of proxies
     * @param publicUrl where browsers reach us, if that is known
     */
    public Callers(Set<String> trusted, Optional<String> publicUrl) {
        this.trusted = trusted.stream().map(Callers::written).collect(Collectors.toUnmodifiableSet());
        this.publicUrl = publicUrl.map(URI::create);
    }

    /** The network address of whoever asks; that of the nearest that we do not trust. */
    public String address(HttpServerRequest request) {
        String nearest = remote(request);
        if (!trusts(nearest)) {
            return nearest;
        }
        String[] hops =
                String.join(",", request.headers().getAll("X-Forwarded-For")).split(",", -1);
        for (int i = hops.length - 1; i >= 0; i--) {
            String hop = hops[i].strip();
            if (!ADDRESS.matcher(hop).matches()) {
                return nearest;
            }
            nearest = hop;
            if (!trusts(hop)) {
                return hop;
            }
        }
        return nearest;
    }

    /** Whether the browser reaches us by TLS: then its cookies may go no other way. */
    public boolean secure(HttpServerRequest request) {
        boolean told =
                "https".equalsIgnoreCase(forwarded(request, "X-Forwarded-Proto").orElse(""));
        boolean known = publicUrl
                .filter(url -> "https".equals(url.getScheme()) && host(request).equals(host(url)))
                .isPresent();
        return request.isSSL() || told || known;
    }

    /**
     * Whether another site's page made the browser send this. Browsers that do not say count as no: whoever asks has a token
     * to look at as well.
     */
    public boolean fromElsewhere(HttpServerRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return !site.equals("same-origin") && !site.equals("none");
        }
        String origin = request.getHeader("Origin");
        if (origin == null) {
            return false;
        }
        try {
            String from = host(URI.create(origin));
            return !from.equals(host(request))
                    && publicUrl.filter(url -> host(url).equals(from)).isEmpty();
        } catch (IllegalArgumentException e) {
            return true;
        }
    }

    private String host(HttpServerRequest request) {
        String given = request.getHeader("Host");
        String host = forwarded(request, "X-Forwarded-Host").orElse(given == null ? "" : given);
        return host.toLowerCase(Locale.ROOT).replaceFirst(":(80|443)$", "");
    }

    private static String host(URI url) {
        String authority = url.getRawAuthority();
        return authority == null ? "?" : authority.toLowerCase(Locale.ROOT).replaceFirst(":(80|443)$", "");
    }

    private Optional<String> forwarded(HttpServerRequest request, String header) {
        return Optional.ofNullable(request.getHeader(header))
                .filter(value -> trusts(remote(request)))
                .map(value -> value.substring(value.lastIndexOf(',') + 1).strip());
    }

    private boolean trusts(String address) {
        return trusted.contains(written(address));
    }

    /** An address of IPv6 may be written in many ways, one of IPv4 in one. */
    private static String written(String address) {
        if (!ADDRESS.matcher(address).matches() || !address.contains(":")) {
            return address;
        }
        try {
            // A literal: no name server is asked.
            return InetAddress.getByName(address).getHostAddress();
        } catch (UnknownHostException e) {
            return address;
        }
    }

    private static String remote(HttpServerRequest request) {
        var address = request.remoteAddress();
        return address == null || address.host() == null ? "" : address.host();
    }
}
