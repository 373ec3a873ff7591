package serai.store;

import static serai.store.Loosely.first;
import static serai.store.Loosely.firstOf;
import static serai.store.Loosely.isFalse;
import static serai.store.Loosely.isTrue;
import static serai.store.Loosely.optionalId;
import static serai.store.Loosely.text;
import static serai.store.Loosely.whole;

import java.math.BigDecimal;
import java.util.Optional;
import serai.base.Money;
import serai.base.Sku;
import serai.order.StoreOrder;
import serai.order.StoreOrder.Fate;

/** What of a Shopify order is to be bought, and what becomes of its other lines. */
final class ShopifyGoods {
    private ShopifyGoods() {}

    static ReadLines read(Store store, Field order, MoneyText money) {
        ReadLines read = new ReadLines(order.at("line_items"));
        for (Field line : read.named()) {
            line(store, read.next(line, first(text(line.at("name")), text(line.at("title")))), money);
        }
        return read;
    }

    private static void line(Store store, ReadLines.Candidate one, MoneyText money) {
        Field line = one.line();
        // What the order says now: falls when a piece is taken off or refunded, not when it is sent.
        Field ordered = firstOf(line.at("current_quantity"), line.at("quantity"));
        if (whole(ordered).filter(pieces -> pieces == 0).isPresent()) {
            one.goes(Fate.GIVEN_BACK, "it was taken off the order or refunded");
            return;
        }
        Optional<String> notShipped = notShipped(line);
        if (notShipped.isPresent()) {
            one.goes(Fate.NOT_SHIPPED, notShipped.get());
            return;
        }
        Optional<String> flaw = one.flaw().or(() -> ReadLines.unfit(ordered)).or(() -> flaw(line));
        if (flaw.isPresent()) {
            one.needsAPerson(flaw.get());
            return;
        }
        String variant = optionalId(line.at("variant_id"));
        one.buy(new StoreOrder.Line(
                one.id(),
                new Sku(sku(line, one.id())),
                one.title(),
                whole(ordered).orElseThrow(),
                Math.max(0, toSend(line).orElseThrow()),
                unitPrice(line, one.id(), money),
                Optional.of(variant).filter(id -> !id.isEmpty()).map(id -> new Sku("variant:" + id)),
                Wishes.shopify(store, line)));
    }

    /** Gift cards, tips and services are nothing that a supplier could send. */
    private static Optional<String> notShipped(Field line) {
        boolean typedIn = text(line.at("sku")).isEmpty()
                && optionalId(line.at("variant_id")).isEmpty()
                && optionalId(line.at("product_id")).isEmpty();
        if (isTrue(line.at("gift_card")) || text(line.at("fulfillment_service")).equals("gift_card")) {
            return Optional.of("it is a gift card, which the store sends by itself");
        }
        // Tips at the checkout are lines without product; the field is there in the REST shape only.
        if (line.at("tip").node().isObject()
                || (typedIn && text(line.at("title")).equalsIgnoreCase("tip"))) {
            return Optional.of("it is a tip");
        }
        return isFalse(line.at("requires_shipping"))
                ? Optional.of("the store says that it needs no shipping")
                : Optional.empty();
    }

    private static Optional<String> flaw(Field line) {
        if (toSend(line).isEmpty()) {
            return Optional.of("how many pieces of it are still to be sent is not understood");
        }
        if (Loosely.knownId(line.at("variant_id")).isEmpty()) {
            return Optional.of("which variant it is is not understood");
        }
        if (price(line).filter(price -> price.signum() < 0).isPresent()) {
            return Optional.of("its price is below 0: it is no thing but a discount");
        }
        return text(line.at("sku")).length() > Sku.MAX
                ? Optional.of("its SKU is longer than " + Sku.MAX + " characters; no supplier takes it")
                : Optional.empty();
    }

    private static Optional<Integer> toSend(Field line) {
        return whole(firstOf(line.at("fulfillable_quantity"), line.at("current_quantity"), line.at("quantity")));
    }

    /** What is typed in by hand, or whose product was deleted, stays in sight as a thing that nobody has mapped. */
    private static String sku(Field line, String lineId) {
        String variant = optionalId(line.at("variant_id"));
        String product = optionalId(line.at("product_id"));
        String byProduct = product.isEmpty() ? "" : "product:" + product;
        String named = first(text(line.at("sku")), variant.isEmpty() ? byProduct : "variant:" + variant);
        return named.isBlank() ? StoreOrder.nameless(lineId).value() : named;
    }

    private static Optional<BigDecimal> price(Field line) {
        return Loosely.amount(line.at("price_set").at("shop_money").at("amount"))
                .or(() -> Loosely.amount(line.at("price")));
    }

    /** The price of one piece less its share of the line's discounts. */
    private static Optional<Money> unitPrice(Field line, String id, MoneyText money) {
        Optional<BigDecimal> paid = price(line);
        int pieces =
                line.at("quantity").absent() ? 1 : whole(line.at("quantity")).orElse(0);
        BigDecimal discount = BigDecimal.ZERO;
        for (Field each : line.at("discount_allocations").items()) {
            Field field = firstOf(each.at("amount_set").at("shop_money").at("amount"), each.at("amount"));
            Optional<BigDecimal> share = Loosely.amount(field).filter(amount -> amount.signum() >= 0);
            if (share.isEmpty()) {
                money.keep("discount of line " + id, field);
                return Optional.empty();
            }
            discount = discount.add(share.get());
        }
        if (discount.signum() > 0 && pieces > 0) {
            BigDecimal off = discount;
            paid = paid.map(price -> price.multiply(BigDecimal.valueOf(pieces)).subtract(off))
                    .map(total -> UnitPrice.of(total.max(BigDecimal.ZERO), pieces));
        }
        return money.money(paid, line.at("price"), "price of line " + id);
    }
}
