package serai.histories;

import java.time.Instant;
import java.util.List;
import serai.histories.Shown.Line;
import serai.histories.Shown.Status;

/** What somebody does with an order at its shop. What cannot be done there changes nothing but the time of the last change. */
enum Act {
    PAY {
        @Override
        Shown on(Shown order, int line, int amount, Instant now) {
            return order.status() == Status.OPEN && order.paidAt().isEmpty() ? order.paid(now) : order;
        }
    },
    CHANGE_ADDRESS {
        @Override
        Shown on(Shown order, int line, int amount, Instant now) {
            return order.to(amount);
        }
    },
    CHANGE_QUANTITY {
        @Override
        Shown on(Shown order, int line, int amount, Instant now) {
            Line old = picked(order.lines(), line);
            return order.with(new Line(old.id(), old.goods(), Math.max(amount, old.refunded()), old.refunded()));
        }
    },
    REFUND {
        @Override
        Shown on(Shown order, int line, int amount, Instant now) {
            Line old = picked(order.lines(), line);
            boolean live = order.status() == Status.OPEN || order.status() == Status.HELD;
            if (!live || order.paidAt().isEmpty()) {
                return order;
            }
            Shown less = order.with(new Line(
                    old.id(),
                    old.goods(),
                    old.ordered(),
                    Math.min(old.ordered(), old.refunded() + Math.max(1, amount))));
            boolean nothing = less.lines().stream().allMatch(each -> each.kept() == 0);
            return nothing ? less.in(Status.REFUNDED) : less;
        }
    },
    HOLD {
        @Override
        Shown on(Shown order, int line, int amount, Instant now) {
            return order.status() == Status.OPEN ? order.in(Status.HELD) : order;
        }
    },
    RELEASE {
        @Override
        Shown on(Shown order, int line, int amount, Instant now) {
            return order.status() == Status.HELD ? order.in(Status.OPEN) : order;
        }
    },
    CANCEL {
        @Override
        Shown on(Shown order, int line, int amount, Instant now) {
            return isGone(order) || order.status() == Status.REFUNDED ? order : order.in(Status.CANCELLED);
        }
    },
    COMPLETE {
        @Override
        Shown on(Shown order, int line, int amount, Instant now) {
            boolean live = order.status() == Status.OPEN || order.status() == Status.HELD;
            return live && order.paidAt().isPresent() ? order.in(Status.COMPLETED) : order;
        }
    },
    REOPEN {
        @Override
        Shown on(Shown order, int line, int amount, Instant now) {
            boolean may =
                    order.status() == Status.COMPLETED || (order.shop().isWoo() && order.status() == Status.CANCELLED);
            return may ? order.in(Status.OPEN) : order;
        }
    },
    TRASH {
        @Override
        Shown on(Shown order, int line, int amount, Instant now) {
            return isGone(order) ? order : order.in(order.shop().isWoo() ? Status.TRASHED : Status.GONE);
        }
    },
    RESTORE {
        @Override
        Shown on(Shown order, int line, int amount, Instant now) {
            return order.status() == Status.TRASHED ? order.in(Status.OPEN) : order;
        }
    },
    /** For good; WooCommerce tells nobody (woocommerce#14907, read November 2026). */
    DELETE {
        @Override
        Shown on(Shown order, int line, int amount, Instant now) {
            return order.in(Status.GONE);
        }
    },
    WRITE_A_NOTE {
        @Override
        Shown on(Shown order, int line, int amount, Instant now) {
            return order;
        }
    },
    /** A copy of the shop with the same secret sends an order of the same number. */
    COPY_SPEAKS {
        @Override
        Shown on(Shown order, int line, int amount, Instant now) {
            return order;
        }
    };

    /** The order after it; its time of change is the caller's to set. */
    abstract Shown on(Shown order, int line, int amount, Instant now);

    /** Whether it can be done to an order that lies in the trash. */
    boolean reachesTrash() {
        return this == RESTORE || this == DELETE || this == COPY_SPEAKS;
    }

    private static boolean isGone(Shown order) {
        return order.status() == Status.TRASHED || order.status() == Status.GONE;
    }

    private static Line picked(List<Line> lines, int line) {
        return lines.get(line % lines.size());
    }
}
