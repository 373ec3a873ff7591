package serai;

import java.net.URI;
import java.util.Optional;
import serai.access.Issuer;
import serai.access.Sessions;
import serai.base.Secret;
import serai.console.SignInPages;

/** The keys of the console, which have to fit each other. */
final class ConsoleSettings {
    private ConsoleSettings() {}

    /** @throws SettingsException if one is missing that another needs, or is out of bounds */
    static Settings.Console read(SettingsSources sources) {
        try {
            Sessions.Limits limits = new Sessions.Limits(
                    sources.value(SettingKeys.SESSION_IDLE),
                    sources.value(SettingKeys.SESSION_AGE),
                    sources.value(SettingKeys.SESSIONS));
            return new Settings.Console(limits, issuer(sources));
        } catch (IllegalArgumentException e) {
            throw new SettingsException("serai.console: " + e.getMessage() + ".", e);
        }
    }

    private static Optional<Issuer.Client> issuer(SettingsSources sources) {
        String issuer = sources.value(SettingKeys.OIDC_ISSUER);
        String id = sources.value(SettingKeys.OIDC_CLIENT_ID);
        Optional<Secret> secret = Settings.secret(sources, SettingKeys.OIDC_CLIENT_SECRET);
        String publicUrl = sources.value(SettingKeys.PUBLIC_URL);
        if (issuer.isEmpty() && id.isEmpty() && secret.isEmpty()) {
            return Optional.empty();
        }
        if (issuer.isEmpty() || id.isEmpty()) {
            throw new SettingsException("serai.console.oidc.issuer and serai.console.oidc.client-id go together;"
                    + " set both, or none of serai.console.oidc.");
        }
        if (publicUrl.isEmpty()) {
            throw new SettingsException(
                    "serai.console.oidc.issuer needs serai.public-url: the issuer sends browsers back"
                            + " to <public-url>" + SignInPages.redirectPath() + ", which has to be registered there.");
        }
        URI redirect = URI.create(publicUrl.replaceFirst("/+$", "") + SignInPages.redirectPath());
        return Optional.of(
                new Issuer.Client(URI.create(issuer), id, secret, sources.value(SettingKeys.OIDC_NAME), redirect));
    }
}
