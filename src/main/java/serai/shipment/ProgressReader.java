package serai.shipment;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import serai.base.ChannelName;
import serai.base.DispatchId;
import serai.base.Json;
import serai.dispatch.Channel;
import serai.dispatch.Dispatches;
import serai.dispatch.ErrandSource;
import serai.ledger.Database;
import serai.ledger.Row;
import serai.ledger.Sql;
import serai.provider.Outcome;
import serai.provider.PlaceOrder;
import serai.provider.ReadProgress;

/** Asks suppliers about the orders that they hold, and writes down what they say: progress and parcels in one commit. */
public final class ProgressReader implements ErrandSource {
    private static final String CHANNELS = Sql.of(ProgressReader.class, "channels-with-due-progress");
    private static final String DUE = Sql.of(ProgressReader.class, "due-progress");
    private static final String HINTED = Sql.of(ProgressReader.class, "due-hinted-progress");
    private static final String RELEASE = Sql.of(ProgressReader.class, "release-progress");
    private static final String TAKE = Sql.of(ProgressReader.class, "take-progress");

    private final Database ledger;
    private final Progress progress;
    private final Parcels parcels;

    public ProgressReader(Database ledger, Progress progress, Parcels parcels) {
        this.ledger = ledger;
        this.progress = progress;
        this.parcels = parcels;
    }

    @Override
    public boolean asksForOrders() {
        return true;
    }

    @Override
    public String name() {
        return "progress";
    }

    @Override
    public Collection<ChannelName> due(Instant now) {
        return ledger.read(tx -> tx.list(CHANNELS, row -> new ChannelName(row.text("channel")), now));
    }

    @Override
    public Optional<Task> take(Channel channel, Instant now) {
        return ledger.commit(tx -> {
            Instant until = now.plus(channel.settings().errandLimit());
            // What a supplier told us of comes first.
            Optional<Task> due = tx.first(HINTED, ProgressReader::task, channel.name(), now);
            due = due.isPresent() ? due : tx.first(DUE, ProgressReader::task, channel.name(), now);
            return due.isPresent() && tx.update(TAKE, until, due.get().about(), now) == 1 ? due : Optional.empty();
        });
    }

    private static Task task(Row row) throws SQLException {
        PlaceOrder order = Json.read(row.text("request"), PlaceOrder.class);
        List<String> numbers = Dispatches.texts(row.text("supplier_ids"));
        return new Task(
                new ReadProgress(order.reference(), numbers, order.items(), row.time("placed_at")),
                row.text("dispatch_id"));
    }

    @Override
    public void done(ChannelName channel, Task task, Object result, Instant now) {
        ReadProgress.Found found = (ReadProgress.Found) result;
        ReadProgress asked = (ReadProgress) task.work();
        ledger.commit(tx -> {
            Optional<Progress.Entry> entry = progress.record(tx, new DispatchId(task.about()), found, now);
            if (entry.isPresent()) {
                parcels.record(tx, entry.get(), asked.items(), found, now);
            }
            return entry.isPresent();
        });
    }

    /** Nothing to write: it stays taken for a while, which is its pause. */
    @Override
    public void failed(ChannelName channel, Task task, Outcome why, Instant now) {
        if (why.ofTheChannel()) {
            // The channel has a pause of its own; after it, this is due as before.
            ledger.commit(tx -> tx.update(RELEASE, now, task.about()));
        }
    }
}
