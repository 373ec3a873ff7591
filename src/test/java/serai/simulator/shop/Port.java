package serai.simulator.shop;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An HTTP server of this machine whose port can be closed and opened again, and keeps its number meanwhile. */
final class Port implements AutoCloseable {
    private static final int MOST_TRIES = 50;

    static {
        // Small answers would otherwise wait 40 ms for an acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpHandler handler;
    private final int number;
    private @Nullable HttpServer server;
    private @Nullable Socket placeholder;

    /**
     * Opens at once.
     *
     * @param wanted 0 takes a free one
     */
    Port(int wanted, HttpHandler handler) {
        this.handler = handler;
        HttpServer first = listening(wanted);
        server = first;
        number = first.getAddress().getPort();
    }

    int number() {
        return number;
    }

    /** Closes the port and every connection on it; new ones are refused. */
    synchronized void refuse() {
        stop();
        drop();
        placeholder = held();
    }

    /** Opens the same port again. Does nothing when open. */
    synchronized void open() {
        if (server != null) {
            return;
        }
        drop();
        for (int tried = 1; server == null; tried++) {
            try {
                server = listening(number);
            } catch (UncheckedIOException e) {
                // For a moment the number was free, and a connection that goes out may have been given it.
                if (tried == MOST_TRIES) {
                    throw e;
                }
                pause();
            }
        }
    }

    private HttpServer listening(int wanted) {
        try {
            HttpServer made = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), 64);
            made.createContext("/", handler);
            made.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            made.start();
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException("port " + wanted + ": " + e.getMessage(), e);
        }
    }

    private void stop() {
        if (server != null) {
            server.stop(0);
            server = null;
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Holds the closed port without listening on it, so that nobody else is given the number. */
    private @Nullable Socket held() {
        var socket = new Socket();
        try {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), number));
            return socket;
        } catch (IOException e) {
            // Somebody was faster; opening tries again until he is gone.
            return null;
        }
    }

    private void drop() {
        try {
            if (placeholder != null) {
                placeholder.close();
            }
            placeholder = null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() {
        stop();
        drop();
    }
}
