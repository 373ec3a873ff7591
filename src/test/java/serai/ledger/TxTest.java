package serai.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TxTest {
    @TempDir
    Path folder;

    @Test
    void searchesOfEveryShapeDoNotFillTheWritersConnection() throws Exception {
        List<PreparedStatement> prepared = new ArrayList<>();
        try (Connection connection = Embedded.writes(folder.resolve("some.db")).getConnection();
                Tx tx = new Tx(noting(connection, prepared))) {
            for (int i = 0; i < 1_000; i++) {
                tx.first("SELECT 1 AS always", row -> row.count("always"));
                tx.first("SELECT " + i + " AS n", row -> row.count("n"));
            }
            Optional<Integer> first = tx.first("SELECT 0 AS n", row -> row.count("n"));

            assertThat(first).contains(0);
            assertThat(prepared).as("what is asked often stays prepared").hasSize(1_002);
            assertThat(open(prepared)).isEqualTo(200);
        }
        assertThat(open(prepared)).isZero();
    }

    private static Connection noting(Connection connection, List<PreparedStatement> prepared) {
        return (Connection) Proxy.newProxyInstance(
                TxTest.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    Object result = method.invoke(connection, arguments);
                    if (result instanceof PreparedStatement statement) {
                        prepared.add(statement);
                    }
                    return result;
                });
    }

    private static long open(List<PreparedStatement> prepared) throws Exception {
        long open = 0;
        for (PreparedStatement statement : prepared) {
            open += statement.isClosed() ? 0 : 1;
        }
        return open;
    }
}
