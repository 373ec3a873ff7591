package serai.http;

import io.vertx.ext.web.Router;

/** What our paths answer when nobody takes the request. */
public final class Paths {
    private Paths() {}

    /** Call after a path's handlers: any other method there is 405 and names those that are possible. */
    public static void only(Router router, String path, String methods) {
        router.route(path).handler(context -> {
            context.response().putHeader("Allow", methods);
            Exchanges.problem(
                    context,
                    Problem.Kind.METHOD_NOT_ALLOWED.because(
                            context.request().method() + " is not possible here; possible: " + methods));
        });
    }

    /** What the router itself refuses, such as a path with a wrong escape: 400, before any other handler has run. */
    static void malformed(Router router) {
        router.errorHandler(400, context -> {
            Exchanges.identify(context);
            Exchanges.problem(context, Problem.Kind.INVALID_REQUEST.because("the path is not a valid path"));
        });
    }

    /** After everything, also after routes that are added later: 404. */
    public static void fallback(Router router) {
        router.route()
                .last()
                .handler(context ->
                        Exchanges.problem(context, Problem.Kind.NOT_FOUND.because("there is nothing at this path")));
    }
}
