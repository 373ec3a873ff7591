package serai.http;

import io.vertx.ext.web.RoutingContext;
import java.util.HashSet;
import java.util.Set;

/**
 * On whose account a body is read.
 *
 * @param owners of whom none may take more than its share
 */
record Sender(Bodies bodies, Bodies.Part part, Set<String> owners) {
    /**
     * Somebody whose signature can be looked at only when the body is here.
     *
     * @param store that it is meant for, or empty
     */
    static Sender stranger(RoutingContext context, String store) {
        Doorkeeper doorkeeper = Doorkeeper.of(context);
        Set<String> owners = new HashSet<>();
        owners.add("address " + doorkeeper.callers().address(context.request()));
        if (!store.isEmpty()) {
            owners.add("store " + store);
        }
        return new Sender(doorkeeper.bodies(), Bodies.Part.STRANGERS, owners);
    }

    /**
     * Somebody who has shown a key, or is signed in.
     *
     * @param who a store or an account
     */
    static Sender known(RoutingContext context, String who) {
        return new Sender(Doorkeeper.of(context).bodies(), Bodies.Part.KNOWN, Set.of("known " + who));
    }
}
