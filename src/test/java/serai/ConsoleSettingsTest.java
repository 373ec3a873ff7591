package serai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import serai.access.Sessions;

/** The keys of the console. */
class ConsoleSettingsTest {
    private static final Map<String, String> SECRET = Map.of("SERAI_CONSOLE_OIDC_CLIENT_SECRET", "hush-hush");

    private final Properties system = new Properties();

    @Test
    void shippedConsoleHasTheUsualSessionsAndNoIssuer() {
        assertThat(read(Map.of()).console().sessions()).isEqualTo(Sessions.Limits.USUAL);
        assertThat(read(Map.of()).console().issuer()).isEmpty();
    }

    @Test
    void issuerSendsBrowsersBackBelowThePublicAddress() {
        system.setProperty("serai.console.oidc.issuer", "https://login.example/realm");
        system.setProperty("serai.console.oidc.client-id", "serai");
        system.setProperty("serai.public-url", "https://serai.example/");
        system.setProperty("serai.console.session-idle", "5m");

        Settings settings = read(SECRET);

        assertThat(settings.console().sessions().idle()).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.console().issuer()).hasValueSatisfying(client -> {
            assertThat(client.redirect()).isEqualTo(URI.create("https://serai.example/console/sign-in/issuer"));
            assertThat(client.secret().orElseThrow().reveal()).isEqualTo("hush-hush");
            assertThat(client.name()).isEqualTo("single sign-on");
        });
        assertThat(settings.toString()).doesNotContain("hush-hush");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            oidc.issuer=https://login.example                                    | go together
            oidc.client-id=serai                                                 | go together
            oidc.issuer=https://login.example oidc.client-id=serai               | needs serai.public-url
            oidc.issuer=login.example oidc.client-id=serai                       | serai.console.oidc.issuer must be
            session-idle=0s                                                      | above zero
            sessions-per-account=0                                               | above zero
            """)
    void whatDoesNotFitStopsTheStart(String settings, String told) {
        for (String setting : settings.split(" ")) {
            system.setProperty("serai.console." + setting.split("=")[0], setting.split("=")[1]);
        }

        assertThatThrownBy(() -> read(Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(told);
    }

    @Test
    void issuerWithoutTlsAndProxyThatIsNoAddressStopTheStart() {
        system.setProperty("serai.http.trusted-proxies", "proxy.example");
        assertThatThrownBy(() -> read(Map.of())).hasMessageContaining("serai.http.trusted-proxies must be");

        system.setProperty("serai.http.trusted-proxies", "10.0.0.2, ::1");
        system.setProperty("serai.console.oidc.issuer", "http://login.example");
        system.setProperty("serai.console.oidc.client-id", "serai");
        system.setProperty("serai.public-url", "https://serai.example");
        assertThatThrownBy(() -> read(Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("https://");
    }

    private Settings read(Map<String, String> environment) {
        return Settings.read(Path.of("config"), Path.of("connectors"), environment, system);
    }
}
