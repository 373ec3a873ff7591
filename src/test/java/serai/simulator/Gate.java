package serai.simulator;

import com.github.tomakehurst.wiremock.core.Options;
import com.github.tomakehurst.wiremock.http.AdminRequestHandler;
import com.github.tomakehurst.wiremock.http.StubRequestHandler;
import com.github.tomakehurst.wiremock.jetty11.Jetty11HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An HTTP server whose port can be closed and opened again while everything behind it stays as it is. */
final class Gate extends Jetty11HttpServer {
    private static final int MOST_TRIES = 50;

    /** Holds the closed port without listening on it: connections are refused, and nobody else is given the number. */
    private @Nullable Socket placeholder;

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
        placeholder = hold(httpConnector.getPort());
    }

    /** Opens the same port again. Does nothing when open. */
    synchronized void open() {
        if (httpConnector.isRunning()) {
            return;
        }
        change(() -> {
            if (placeholder != null) {
                placeholder.close();
                placeholder = null;
            }
            startAgain();
        });
    }

    /** For a moment the number is free, and a connection that goes out may be given it: it is back soon. */
    private void startAgain() throws Exception {
        for (int tried = 1; ; tried++) {
            try {
                httpConnector.start();
                return;
            } catch (IOException e) {
                if (tried == MOST_TRIES) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }

    private static @Nullable Socket hold(int port) {
        Socket socket = new Socket();
        try {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket;
        } catch (IOException e) {
            // Somebody was faster; opening tries again until he is gone.
            return null;
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
