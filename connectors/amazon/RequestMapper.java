package amazon;

import amazon.CreateFulfillmentOrderRequest.Amount;
import amazon.CreateFulfillmentOrderRequest.Destination;
import amazon.CreateFulfillmentOrderRequest.Item;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.mapstruct.Mapper;
import org.mapstruct.Mapping;
import org.mapstruct.Named;
import org.mapstruct.ReportingPolicy;
import org.mapstruct.factory.Mappers;
import serai.base.Address;
import serai.base.Money;
import serai.base.Text;
import serai.provider.PlaceOrder;

/**
 * Our order in Amazon's words. The same order always gives the same bytes. Expects an order that {@link RequestRules} let
 * pass; shortens nothing.
 */
@Mapper(unmappedTargetPolicy = ReportingPolicy.ERROR)
interface RequestMapper {
    /** For a currency that Java does not know. */
    int USUAL_DIGITS = 2;

    /** The one instance; it has no state. */
    RequestMapper INSTANCE = Mappers.getMapper(RequestMapper.class);

    /** What Amazon allows in an item id without doubt; it states only the length. */
    Pattern PLAIN_ID = Pattern.compile("[A-Za-z0-9_-]{1,50}");

    /**
     * The request for one order.
     *
     * @param shippingSpeed the one speed of the order, see {@link RequestRules#shippingSpeed}
     */
    @Mapping(target = "sellerFulfillmentOrderId", source = "order.reference.value")
    @Mapping(target = "displayableOrderId", source = "order", qualifiedByName = "displayableOrderId")
    @Mapping(target = "displayableOrderDate", source = "order.placedAt", qualifiedByName = "wholeSeconds")
    @Mapping(target = "shippingSpeedCategory", source = "shippingSpeed")
    @Mapping(target = "fulfillmentAction", constant = "Ship")
    @Mapping(target = "fulfillmentPolicy", constant = "FillOrKill")
    @Mapping(target = "destinationAddress", source = "order.shipTo")
    @Mapping(target = "items", source = "order.items", qualifiedByName = "items")
    CreateFulfillmentOrderRequest toRequest(PlaceOrder order, Terms terms, String shippingSpeed);

    /** One line under an item id of its own. */
    @Mapping(target = "sellerSku", source = "item", qualifiedByName = "sellerSku")
    @Mapping(target = "sellerFulfillmentOrderItemId", source = "itemId")
    @Mapping(target = "quantity", source = "item.quantity")
    @Mapping(target = "giftMessage", source = "item", qualifiedByName = "giftMessage")
    @Mapping(target = "perUnitDeclaredValue", source = "item.unitPrice", qualifiedByName = "declaredValue")
    Item toItem(PlaceOrder.Item item, String itemId);

    /**
     * An amount as a decimal text with as many digits as its currency has (ISO 4217: none for yen, three for Kuwait's dinar),
     * rounded half up; what is worth something is never declared as worth nothing.
     */
    default Amount toAmount(Money money) {
        int digits = digits(money.currency());
        BigDecimal smallest = BigDecimal.ONE.movePointLeft(digits);
        BigDecimal rounded = money.amount().setScale(digits, RoundingMode.HALF_UP);
        boolean vanished = money.amount().signum() > 0 && rounded.signum() == 0;
        return new Amount(money.currency(), (vanished ? smallest : rounded).toPlainString());
    }

    private static int digits(String currency) {
        return Currency.getAvailableCurrencies().stream()
                .filter(known -> known.getCurrencyCode().equals(currency))
                .map(Currency::getDefaultFractionDigits)
                .filter(known -> known >= 0)
                .findFirst()
                .orElse(USUAL_DIGITS);
    }

    /** Our optional price as Amazon's optional amount. */
    @Named("declaredValue")
    default Optional<Amount> declaredValue(Optional<Money> price) {
        return price.map(this::toAmount);
    }

    /** The words to the recipient of a gift. */
    @Named("giftMessage")
    default String giftMessage(PlaceOrder.Item item) {
        return Wishes.giftMessage(item);
    }

    /** The listing's seller SKU; a listing without one means that Amazon knows the thing by the store's SKU. */
    @Named("sellerSku")
    default String sellerSku(PlaceOrder.Item item) {
        return Text.visible(item.supplierSku().isBlank() ? item.sku().value() : item.supplierSku());
    }

    /**
     * The order number as the packing slip shows it, or our reference where Amazon would not take the number: 1 to 40
     * characters of ISO 8859-1 without two spaces in a row.
     */
    @Named("displayableOrderId")
    default String displayableOrderId(PlaceOrder order) {
        String number = order.orderNumber().strip().replaceAll("\\s+", " ");
        boolean fits = !number.isEmpty()
                && number.length() <= 40
                && number.chars().allMatch(c -> (c >= 0x20 && c < 0x7f) || (c >= 0xa0 && c <= 0xff));
        return fits ? number : order.reference().value();
    }

    /** RFC 3339 in UTC without a fraction. */
    @Named("wholeSeconds")
    default String wholeSeconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /**
     * All lines, each under an id that depends only on the order: the store's line id where it is plain and not used
     * twice, else a fingerprint of it.
     */
    @Named("items")
    default List<Item> items(List<PlaceOrder.Item> items) {
        Set<String> used = new HashSet<>();
        List<Item> lines = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            String lineId = items.get(i).lineId();
            boolean plain = PLAIN_ID.matcher(lineId).matches() && used.add(lineId);
            String itemId = plain ? lineId : "L-" + Text.fingerprint("amazon-item", lineId, String.valueOf(i));
            lines.add(toItem(items.get(i), itemId));
        }
        return lines;
    }

    /**
     * The address with every word that the order has. Amazon has no field for a company: it goes into the first free
     * line, or stands for a missing name. In Japan Amazon wants no city: it becomes the first line.
     */
    default Destination toDestination(Address address) {
        List<String> lines = lines(address);
        return new Destination(
                name(address),
                line(lines, 0),
                line(lines, 1),
                line(lines, 2),
                inJapan(address) ? "" : address.city().strip(),
                Region.of(address),
                address.postalCode().strip(),
                address.country(),
                address.phone().strip());
    }

    /** The recipient, or the company where no person is named. */
    static String name(Address address) {
        return address.name().isBlank()
                ? address.company().strip()
                : address.name().strip();
    }

    /** What has to stand in Amazon's three address lines, in order; may be more than three. */
    static List<String> lines(Address address) {
        List<String> lines = new ArrayList<>();
        if (inJapan(address)) {
            lines.add(address.city());
        }
        lines.add(address.line1());
        lines.add(address.line2());
        if (!address.name().isBlank()) {
            lines.add(address.company());
        }
        return lines.stream().map(String::strip).filter(text -> !text.isEmpty()).toList();
    }

    private static boolean inJapan(Address address) {
        return address.country().equals("JP");
    }

    private static String line(List<String> lines, int index) {
        return index < lines.size() ? lines.get(index) : "";
    }
}
