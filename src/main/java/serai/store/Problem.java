package serai.store;

/**
 * One fault of a body.
 *
 * @param pointer where, as JSON pointer (RFC 6901); empty for the body as a whole
 * @param detail what is wrong and what to write instead, in plain words; quotes no personal data
 */
public record Problem(String pointer, String detail) {}
