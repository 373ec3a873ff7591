package serai.console;

import io.vertx.core.http.HttpServerResponse;
import java.util.function.Consumer;

/** What a handler answers. */
sealed interface Answer {
    /**
     * A whole page.
     *
     * @param template in {@code src/main/jte}, without its ending
     * @param place which entry of the navigation it belongs to
     */
    record Page(int status, String template, Place place, String title, Object model) implements Answer {
        Page(String template, Place place, String title, Object model) {
            this(200, template, place, title, model);
        }
    }

    /** A piece of a page, for a script that puts it in its place. */
    record Part(String template, Object model) implements Answer {}

    /**
     * After a change: the page to look at now.
     *
     * @param path within the console
     * @param notice shown there once; empty for none
     */
    record SeeOther(String path, String notice) implements Answer {}

    /** Writes the answer itself, for downloads and streams; runs on the handler's thread. */
    record Own(Consumer<HttpServerResponse> writing) implements Answer {}
}
