package serai.http;

import java.util.Set;

/** One body under way, for the account of it. All but {@link #owners} belongs to the lock of {@link Bodies}. */
final class Body {
    /** Address and store, or whoever has shown a key. */
    final Set<String> owners;

    final Runnable cutOff;
    final long beganAt;
    /** The part that it belongs to; a small one may be in another. */
    final BodyPool own;

    BodyPool pool;
    long bytes;
    long progressAt;
    long received;
    boolean whole;
    volatile boolean cut;

    Body(Set<String> owners, BodyPool pool, long now, Runnable cutOff) {
        this.owners = Set.copyOf(owners);
        this.own = pool;
        this.pool = pool;
        this.beganAt = now;
        this.progressAt = now;
        this.cutOff = cutOff;
    }
}
