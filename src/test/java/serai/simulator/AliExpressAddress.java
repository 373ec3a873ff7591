package serai.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What AliExpress checks in the address of an order, and the words in which it refuses. Sources: the pages of {@code
 * aliexpress.ds.order.create} and the change log, 2024-10 to 2025-11; its appendix "Country and Region" for the countries
 * ({@code countries} in {@code simulator.json}); public projects' reports of live answers for the name in France, the digits
 * of a telephone number, the national address, the departments of France and the states and districts of Austria. Checked
 * 2026-11-30. Of Japan and the United States it has all names; of other countries it only knows that a code is no name.
 */
final class AliExpressAddress {
    private static final String INVALID = "B_DROPSHIPPER_DELIVERY_ADDRESS_VALIDATE_FAIL";
    private static final Pattern TWO_PARTS = Pattern.compile("\\S+ .*\\S");
    private static final Pattern US_NAME = Pattern.compile("\\S{2,32} \\S.{1,31}");
    private static final Pattern LATIN_NAME = Pattern.compile("(?=.{2,128}$)[A-Za-z]+( [A-Za-z]+)+");
    private static final Pattern PROVINCE_CODE =
            Pattern.compile("[0-9]+|[A-Z]{1,3}|[A-Z]{2}-?[A-Z0-9]{1,3}|[A-Z]?[0-9]+[A-Z]?");
    private static final Set<String> SPACE_IN_NAME = Set.of("DZ", "ZA", "SA", "FR");

    private AliExpressAddress() {}

    /** A refusal as {@code error_code} and {@code error_msg} tell it. */
    record Flaw(String code, String message) {}

    /** The first thing that is wrong; empty when the address is taken. */
    static Optional<Flaw> flaw(JsonNode address, JsonNode extension, JsonNode settings) {
        return shape(address, settings)
                .or(() -> place(address, settings))
                .or(() -> person(address))
                .or(() -> identity(address, extension));
    }

    private static Optional<Flaw> shape(JsonNode address, JsonNode settings) {
        if (!List.of(settings.path("countries").asText().split(" ")).contains(text(address, "country"))) {
            return invalid("Please select a Country/Region");
        } else if (text(address, "city").isBlank()) {
            return invalid("Please enter a city");
        } else if (text(address, "province").isBlank()) {
            return invalid("Please select a State/Province/County");
        } else if (text(address, "address").isBlank()) {
            return invalid("Please enter an address");
        } else if (text(address, "full_name").isBlank()
                || text(address, "contact_person").isBlank()) {
            return invalid("Please enter a contact name");
        } else if (text(address, "mobile_no").isBlank()) {
            return invalid("Please enter mobile phone number");
        } else if (!text(address, "mobile_no").matches("[0-9]+")
                || !text(address, "phone_country").matches("\\+?[0-9]{1,4}")) {
            return invalid("Please enter the country code and phone number without any spaces or special characters");
        }
        return text(address, "mobile_no").matches("[0-9]{7,13}")
                ? Optional.empty()
                : invalid("Phone Number should contain 7-13 digits");
    }

    private static Optional<Flaw> place(JsonNode address, JsonNode settings) {
        String province = text(address, "province");
        boolean other = province.equalsIgnoreCase("Other");
        JsonNode listed = settings.path("places").path(text(address, "country"));
        boolean wrong = listed.isMissingNode() ? PROVINCE_CODE.matcher(province).matches() : !listed.has(province);
        if (wrong || (other && Set.of("US", "BR").contains(text(address, "country")))) {
            return invalid("Please select a State/Province/County");
        }
        JsonNode cities = listed.path(province);
        boolean unknownCity = !cities.isEmpty() && !other && !contains(cities, text(address, "city"));
        boolean otherCity =
                text(address, "country").equals("BR") && text(address, "city").equalsIgnoreCase("Other");
        return unknownCity || otherCity ? invalid("Please enter a City") : Optional.empty();
    }

    private static boolean contains(JsonNode cities, String city) {
        for (JsonNode each : cities) {
            if (each.asText().equals(city)) {
                return true;
            }
        }
        return false;
    }

    private static Optional<Flaw> person(JsonNode address) {
        String country = text(address, "country");
        for (String name : List.of(text(address, "full_name"), text(address, "contact_person"))) {
            if (country.equals("US") && !US_NAME.matcher(name).matches()) {
                return invalid("Please enter between 2 - 32 characters");
            } else if (Set.of("AU", "NZ").contains(country)
                    && !LATIN_NAME.matcher(name).matches()) {
                return invalid("Please enter English letters only");
            } else if (SPACE_IN_NAME.contains(country)
                    && !TWO_PARTS.matcher(name).matches()) {
                return invalid("Please enter your first name");
            }
        }
        int street = text(address, "address").length();
        if (country.equals("US") && (street < 5 || street > 35)) {
            return invalid("Please enter between 5 - 35 characters");
        }
        return country.equals("MX") && text(address, "address2").length() > 60
                ? invalid("Please enter up to 60 characters in the address")
                : Optional.empty();
    }

    private static Optional<Flaw> identity(JsonNode address, JsonNode extension) {
        return switch (text(address, "country")) {
            case "BR" ->
                isTaxNumber(text(address, "cpf"))
                        ? zip(address)
                        : Optional.of(new Flaw("B_DROPSHIPPER_DELIVERY_ADDRESS_CPF_CN_INVALID", "CPF is invalid"));
            case "ES" ->
                text(address, "mobile_no").matches("[0-9]{9}")
                        ? Optional.empty()
                        : invalid("Please enter a 9-digit mobile phone number");
            case "MX" ->
                text(address, "passport_no").isBlank() ? invalid("Please enter passport number") : Optional.empty();
            case "SA" -> saudi(address, extension);
            case "IL" -> twice(address, "[0-9]{9}");
            case "AR" ->
                text(address, "mobile_no").matches("[0-9]{10}")
                        ? twice(address, "[0-9]{2}-[0-9]{8}-[0-9]")
                        : invalid("Please enter a 10-digit mobile phone number");
            default -> Optional.empty();
        };
    }

    private static Optional<Flaw> zip(JsonNode address) {
        return text(address, "zip").isBlank() ? invalid("Please enter a ZIP code") : Optional.empty();
    }

    private static Optional<Flaw> saudi(JsonNode address, JsonNode extension) {
        if (!text(address, "mobile_no").matches("5[0-9]{8}")) {
            return invalid("Please enter a 9-digit mobile phone number that starts with 5");
        }
        return extension.at("/trade_extra_param/nat_addr").asText().matches("[A-Z]{4}[0-9]{4}")
                ? Optional.empty()
                : invalid("Please enter a 8-digit national address in right format, eg. ABCD1234.");
    }

    private static Optional<Flaw> twice(JsonNode address, String form) {
        boolean good = text(address, "passport_no").matches(form)
                && text(address, "foreigner_passport_no").equals(text(address, "passport_no"))
                && address.path("is_foreigner").asText().equals("false");
        return good ? Optional.empty() : invalid("Please enter your passport number or tax ID number");
    }

    /**
     * The check digits of a CPF or a CNPJ, by which the tax register's numbers are told from typing errors. Whether
     * AliExpress knows the CNPJs with letters that are given out since July 2026 is not established.
     */
    private static boolean isTaxNumber(String text) {
        String digits = text.replaceAll("[./-]", "");
        if (!digits.matches("[0-9]{11}|[0-9A-Z]{12}[0-9]{2}") || digits.matches("(.)\\1*")) {
            return false;
        }
        int body = digits.length() - 2;
        int most = digits.length() == 11 ? 11 : 9;
        return check(digits, body, most) && check(digits, body + 1, most);
    }

    private static boolean check(String digits, int length, int most) {
        int sum = 0;
        int weight = 2;
        for (int i = length - 1; i >= 0; i--) {
            sum += (digits.charAt(i) - '0') * weight;
            weight = weight == most ? 2 : weight + 1;
        }
        int digit = sum % 11 < 2 ? 0 : 11 - sum % 11;
        return digit == digits.charAt(length) - '0';
    }

    private static String text(JsonNode address, String field) {
        return address.path(field).asText();
    }

    private static Optional<Flaw> invalid(String message) {
        return Optional.of(new Flaw(INVALID, message));
    }
}
