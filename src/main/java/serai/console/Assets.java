package serai.console;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import serai.base.Text;
import serai.http.Exchanges;
import serai.http.Problem;
import serai.http.ProblemException;

/** Style, scripts and pictures of the console; their addresses change with their content, so browsers keep them for ever. */
public final class Assets {
    private static final String FOLDER = "/serai/console/";
    private static final String HTMX = "/META-INF/resources/webjars/htmx.org/2.0.10/dist/htmx.min.js";

    private record Asset(Buffer content, String type, String version) {}

    private final Map<String, Asset> assets = new TreeMap<>();

    Assets() {
        for (String name : List.of("console.css", "console.js", "live.js", "icon.svg")) {
            add(name, FOLDER + name);
        }
        add("htmx.js", HTMX);
    }

    private void add(String name, String resource) {
        try (InputStream in = Assets.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is not on the class path");
            }
            byte[] content = in.readAllBytes();
            assets.put(name, new Asset(Buffer.buffer(content), type(name), Text.fingerprint(hex(content))));
        } catch (IOException e) {
            throw new UncheckedIOException(resource + " cannot be read", e);
        }
    }

    private static String hex(byte[] content) {
        return java.util.HexFormat.of().formatHex(content);
    }

    private static String type(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "css" -> "text/css; charset=utf-8";
            case "js" -> "text/javascript; charset=utf-8";
            case "svg" -> "image/svg+xml";
            default -> "application/octet-stream";
        };
    }

    /** The address of one of them. */
    public String path(String name) {
        Asset asset = assets.get(name);
        if (asset == null) {
            throw new IllegalArgumentException("no asset " + name);
        }
        return "/console/assets/" + asset.version() + "/" + name;
    }

    void attach(Router router) {
        router.get("/console/assets/:version/:name")
                .handler(context -> Exchanges.guarded(context, () -> {
                    Asset asset = assets.get(context.pathParam("name"));
                    if (asset == null || !asset.version().equals(context.pathParam("version"))) {
                        throw new ProblemException(Problem.Kind.NOT_FOUND.because("there is no such file"));
                    }
                    context.response()
                            .putHeader("Content-Type", asset.type())
                            .putHeader("Cache-Control", "public, max-age=31536000, immutable")
                            .end(asset.content());
                }));
    }
}
