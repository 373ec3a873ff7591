package serai.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
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
    private static final Pattern LOOPBACK = Pattern.compile("(localhost|127(\\.[0-9]{1,3}){3}|\\[::1])(:[0-9]+)?");
    /** Some proxies add the port that the caller came from. */
    private static final Pattern WITH_PORT = Pattern.compile("([0-9.]{7,15}):[0-9]{1,5}");

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
            String hop = WITH_PORT.matcher(hops[i].strip()).replaceFirst("$1");
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

    /**
     * Whether the browser reaches us by TLS: then its cookies may go no other way. With a public address of https that is so
     * under every name but this machine's own, whatever a proxy in between leaves out.
     */
    public boolean secure(HttpServerRequest request) {
        boolean told =
                "https".equalsIgnoreCase(forwarded(request, "X-Forwarded-Proto").orElse(""));
        boolean known = publicUrl
                .filter(url -> "https".equals(url.getScheme())
                        && !LOOPBACK.matcher(host(request)).matches())
                .isPresent();
        return request.isSSL() || told || known;
    }

    /** What an operator should mend, or else every browser seems to come from the proxy; empty when nothing is. */
    public Optional<String> doubt() {
        boolean tls = publicUrl.filter(url -> "https".equals(url.getScheme())).isPresent();
        boolean proxy =
                trusted.stream().anyMatch(address -> ADDRESS.matcher(address).matches());
        return tls && !proxy
                ? Optional.of("the public address is https and no proxy is trusted: all people share one address when"
                        + " tries to sign in are counted, and in the audit book; name the proxy that ends TLS")
                : Optional.empty();
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
        String host = forwarded(request, "X-Forwarded-Host").orElseGet(() -> asked(request));
        return host.toLowerCase(Locale.ROOT).replaceFirst(":(80|443)$", "");
    }

    /** HTTP/2 has no header of that name; what stands for it there is the authority. */
    private static String asked(HttpServerRequest request) {
        String given = request.getHeader("Host");
        HostAndPort authority = given == null ? request.authority() : null;
        return authority == null
                ? given == null ? "" : given
                : authority.host() + (authority.port() > 0 ? ":" + authority.port() : "");
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

    /** Whether that is a proxy's, so that everybody behind it shares it. */
    public boolean trusts(String address) {
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
