package serai.simulator;

import com.github.tomakehurst.wiremock.core.Options;
import com.github.tomakehurst.wiremock.http.AdminRequestHandler;
import com.github.tomakehurst.wiremock.http.StubRequestHandler;
import com.github.tomakehurst.wiremock.jetty11.Jetty11HttpServer;

/** An HTTP server whose port can be closed and opened again while everything behind it stays as it is. */
final class Gate extends Jetty11HttpServer {
    Gate(Options options, AdminRequestHandler admin, StubRequestHandler stubs) {
        super(options, admin, stubs);
    }

    /** Closes the port and every connection on it; new ones are refused. Does nothing when closed. */
    synchronized void close() {
        if (!httpConnector.isRunning()) {
            return;
        }
        httpConnector.setPort(httpConnector.getLocalPort());
        change(httpConnector::stop);
    }

    /** Opens the same port again. Does nothing when open. */
    synchronized void open() {
        if (!httpConnector.isRunning()) {
            change(httpConnector::start);
        }
    }

    boolean isOpen() {
        return httpConnector.isRunning();
    }

    private interface Change {
        @SuppressWarnings("PMD.SignatureDeclareThrowsException")
        void run() throws Exception;
    }

    private static void change(Change change) {
        try {
            change.run();
        } catch (Exception e) {
            throw new IllegalStateException("the port could not be closed or opened", e);
        }
    }
}
