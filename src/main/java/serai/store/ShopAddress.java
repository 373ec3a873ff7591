package serai.store;

import java.net.IDN;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A shop as it names itself: host and path. How it is reached (http or https, with or without {@code www.}, a slash at the
 * end) makes no other shop of it; a subdomain, another port and a folder do, because copies and the shops of a multisite are
 * told apart by them.
 *
 * @param host in lower case, in ASCII; with its port where that is not the usual one
 * @param path begins with a slash; empty for the root
 */
public record ShopAddress(String host, String path) {
    private static final int LONGEST = 300;
    private static final Pattern SCHEME = Pattern.compile("(?i)https?://.*");
    private static final Pattern HOST = Pattern.compile("[a-z0-9_-]+(\\.[a-z0-9_-]+)*");
    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._~%@+-]+)*");
    private static final Pattern LANGUAGE = Pattern.compile("/[a-z]{2}([_-][A-Za-z]{2,4})?");
    private static final Pattern NUMBERS = Pattern.compile("[0-9.]+|[a-z0-9-]+");

    /** The address in a text; empty where there is none, or none that names a shop. */
    public static Optional<ShopAddress> of(String text) {
        String said = text.strip();
        if (said.isEmpty() || said.length() > LONGEST) {
            return Optional.empty();
        }
        String bare = SCHEME.matcher(said).matches() ? said.substring(said.indexOf("//") + 2) : said;
        String whole = bare.split("[?#]", 2)[0];
        int slash = whole.indexOf('/');
        String authority = slash < 0 ? whole : whole.substring(0, slash);
        String path = (slash < 0 ? "" : whole.substring(slash))
                .replaceAll("/{2,}", "/")
                .replaceAll("(/index\\.php)?/?$", "");
        return host(authority).filter(host -> PATH.matcher(path).matches()).map(host -> new ShopAddress(host, path));
    }

    private static Optional<String> host(String authority) {
        try {
            String name = authority.substring(authority.indexOf('@') + 1);
            int colon = name.lastIndexOf(':');
            String port = colon < 0 ? "" : name.substring(colon + 1);
            String plain = (colon < 0 ? name : name.substring(0, colon)).replaceAll("\\.$", "");
            String host = IDN.toASCII(plain).toLowerCase(Locale.ROOT).replaceFirst("^www\\.(?=.*\\.)", "");
            boolean usual = port.isEmpty() || port.equals("80") || port.equals("443");
            return HOST.matcher(host).matches() && port.matches("[0-9]{0,5}")
                    ? Optional.of(usual ? host : host + ":" + port)
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            // No name that a shop could have.
            return Optional.empty();
        }
    }

    /** Where a store's admin API lives, if that is also the shop's name: an address inside a network is none. */
    static Optional<ShopAddress> ofAdmin(URI adminUrl) {
        return of(adminUrl.toString()).filter(address -> {
            String host = address.host().replaceFirst(":.*", "");
            return !NUMBERS.matcher(host).matches() && !host.endsWith(".local") && !host.endsWith(".internal");
        });
    }

    /** Whether both are one shop. A shop in several languages adds the language to its name. */
    public boolean isSame(ShopAddress said) {
        return host.equals(said.host)
                && (path.equals(said.path)
                        || (path.isEmpty() && LANGUAGE.matcher(said.path).matches()));
    }

    @Override
    public String toString() {
        return host + path;
    }
}
