package serai.base;

/**
 * What the customer had written onto a line of the order, such as an engraving or a size: a name that the shop gave the
 * field, and the customer's own text. Personal: neither goes into a log.
 */
public record Wish(String name, String value) {}
