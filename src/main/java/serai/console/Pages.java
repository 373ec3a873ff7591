package serai.console;

import io.vertx.ext.web.Router;

/** Pages that belong together. */
interface Pages {
    /** Adds them. */
    void attach(Router router, Door door);
}
