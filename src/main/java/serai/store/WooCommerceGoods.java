package serai.store;

import static serai.store.Loosely.first;
import static serai.store.Loosely.optionalId;
import static serai.store.Loosely.whole;
import static serai.store.WooCommerceReader.text;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import serai.base.Money;
import serai.base.Sku;
import serai.order.StoreOrder;
import serai.order.StoreOrder.Fate;

/**
 * What of a WooCommerce order is to be bought, and what becomes of its other lines. That a product is virtual or
 * downloadable is not said in an order's body (REST reference v3, read November 2026): its line is one to buy, or to map.
 */
final class WooCommerceGoods {
    private WooCommerceGoods() {}

    static ReadLines read(Store store, Field order, MoneyText money) {
        ReadLines read = new ReadLines(order.at("line_items"));
        Set<String> parents = BundlePlugins.sets(read.named());
        Map<String, Integer> refunded = WooCommerceLines.refundedPieces(order);
        for (Field line : read.named()) {
            ReadLines.Candidate one = read.next(line, text(line.at("name")));
            if (parents.contains(one.id())) {
                one.goes(Fate.PART_OF_SET, "it is a set whose parts are lines of their own");
            } else {
                line(store, one, refunded.getOrDefault(one.id(), 0), money);
            }
        }
        for (Field fee : order.at("fee_lines").items()) {
            read.beside(new StoreOrder.Other(
                    "fee:" + optionalId(fee.at("id")),
                    "",
                    text(fee.at("name")),
                    "1",
                    Fate.NOT_SHIPPED,
                    "it is a fee: money, no thing"));
        }
        return read;
    }

    private static void line(Store store, ReadLines.Candidate one, int refunded, MoneyText money) {
        Field line = one.line();
        Optional<Integer> ordered = whole(line.at("quantity"));
        if (ordered.filter(pieces -> pieces == 0).isPresent()) {
            one.goes(Fate.GIVEN_BACK, "none of it is ordered any more");
            return;
        }
        Optional<String> flaw = one.flaw()
                .or(() -> ReadLines.unfit(line.at("quantity")))
                .or(() -> flaw(line))
                .or(() -> refunded == WooCommerceLines.UNCLEAR
                        ? Optional.of("how many pieces of it were refunded is not understood")
                        : Optional.empty());
        if (flaw.isPresent()) {
            one.needsAPerson(flaw.get());
            return;
        }
        int pieces = ordered.orElseThrow();
        if (pieces <= refunded) {
            one.goes(Fate.GIVEN_BACK, "all of it was refunded");
            return;
        }
        one.buy(new StoreOrder.Line(
                one.id(),
                new Sku(first(text(line.at("sku")), productName(line, one.id()))),
                one.title(),
                pieces - refunded,
                pieces - refunded,
                unitPrice(line, one.id(), pieces, money),
                variant(line),
                Wishes.wooCommerce(store, line)));
    }

    private static Optional<String> flaw(Field line) {
        if (Loosely.knownId(line.at("variation_id")).isEmpty()) {
            return Optional.of("which variation it is is not understood");
        }
        if (Loosely.amount(line.at("total")).filter(total -> total.signum() < 0).isPresent()) {
            return Optional.of("its price is below 0: it is no thing but a discount");
        }
        return text(line.at("sku")).length() > Sku.MAX
                ? Optional.of("its SKU is longer than " + Sku.MAX + " characters; no supplier takes it")
                : Optional.empty();
    }

    private static Optional<Money> unitPrice(Field line, String id, int pieces, MoneyText money) {
        Optional<BigDecimal> price = Loosely.amount(line.at("total")).map(total -> UnitPrice.of(total, pieces));
        return money.money(price, line.at("total"), "price of line " + id);
    }

    private static Optional<Sku> variant(Field line) {
        return Optional.of(optionalId(line.at("variation_id")))
                .filter(id -> !id.isEmpty())
                .map(id -> new Sku("variant:" + id));
    }

    /** What we call a thing without SKU. A line without product stays in sight, as one that nobody has mapped. */
    private static String productName(Field line, String lineId) {
        String variation = optionalId(line.at("variation_id"));
        String product = optionalId(line.at("product_id"));
        if (!variation.isEmpty()) {
            return "variant:" + variation;
        }
        return product.isEmpty() ? StoreOrder.nameless(lineId).value() : "product:" + product;
    }
}
