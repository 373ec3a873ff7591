package serai.http;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** A share of the memory for bodies, and who holds how much of it. Belongs to the lock of {@link Bodies}. */
final class BodyPool {
    private final long size;
    private final Map<String, Long> byOwner = new HashMap<>();
    private final Set<Body> bodies = new LinkedHashSet<>();
    private long held;

    /** @param size bytes; no owner holds more than half of it but for one body alone */
    BodyPool(long size) {
        this.size = size;
    }

    long size() {
        return size;
    }

    long held() {
        return held;
    }

    /** Takes so much more for that body. @return false, and nothing is taken, if there is no room for it or its owners */
    boolean take(Body body, long bytes) {
        if (held + bytes > size || fullOwner(body, bytes).isPresent()) {
            return false;
        }
        held += bytes;
        body.bytes += bytes;
        body.owners.forEach(owner -> byOwner.merge(owner, bytes, Long::sum));
        bodies.add(body);
        return true;
    }

    /** The first owner of it that would hold more than its share. */
    private Optional<String> fullOwner(Body body, long bytes) {
        return body.owners.stream()
                .filter(owner -> {
                    long now = byOwner.getOrDefault(owner, 0L);
                    return now > body.bytes && now + bytes > size / 2;
                })
                .findFirst();
    }

    void release(Body body) {
        if (bodies.remove(body)) {
            long bytes = body.bytes;
            held -= bytes;
            body.bytes = 0;
            body.owners.forEach(owner -> byOwner.computeIfPresent(
                    owner, (any, before) -> before == bytes ? null : Long.valueOf(before - bytes)));
        }
    }

    /**
     * Whose place another one may take: of the owner that holds most (or, where an owner has its share, of that one), the
     * oldest that stands still.
     */
    Optional<Body> dispensable(Body other, long bytes, Predicate<Body> standsStill) {
        Optional<String> full = fullOwner(other, bytes);
        List<Body> still = bodies.stream()
                .filter(body -> body != other && standsStill.test(body))
                .filter(body -> full.isEmpty() || body.owners.contains(full.get()))
                .toList();
        return still.stream()
                .max(Comparator.comparingLong(this::heldByOwners)
                        .thenComparing(body -> body.beganAt, Comparator.reverseOrder()));
    }

    private long heldByOwners(Body body) {
        return body.owners.stream()
                .mapToLong(owner -> byOwner.getOrDefault(owner, 0L))
                .max()
                .orElse(0);
    }
}
