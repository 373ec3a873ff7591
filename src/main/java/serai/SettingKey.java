package serai;

import java.util.Locale;

/**
 * One configuration key.
 *
 * @param name the whole of it, for example {@code serai.http.port}
 * @param defaultValue as a person would write it; empty text where nothing is set
 * @param secret never shown, refused in the file, and may come from the file that {@link #fileName} names
 */
record SettingKey<T>(String name, Form<T> form, String defaultValue, boolean secret) {
    static <T> SettingKey<T> of(String name, Form<T> form, String defaultValue) {
        return new SettingKey<>(name, form, defaultValue, false);
    }

    static SettingKey<String> secret(String name) {
        return new SettingKey<>(name, Form.TEXT, "", true);
    }

    /** The key that names a file with this secret in it. */
    String fileName() {
        return name + "-file";
    }

    /** {@code serai.http.port} is {@code SERAI_HTTP_PORT} in the environment. */
    static String environmentName(String key) {
        return key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
