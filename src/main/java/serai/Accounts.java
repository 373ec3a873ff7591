package serai;

import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import serai.base.ChannelName;
import serai.ledger.Database;
import serai.provider.Account;
import serai.provider.AccountContext;
import serai.provider.Answer;
import serai.provider.Call;
import serai.provider.Connector;
import serai.provider.ErrorTable;
import serai.provider.Refusal;
import serai.provider.Transport;

/** Makes the account of a channel from the class that its connector names. */
final class Accounts {
    private final Path connectors;
    private final Path credentials;
    private final Optional<Database> shared;
    private final Clock clock;

    /** @param shared the ledger, where several nodes may have one */
    Accounts(Path connectors, Path credentials, Optional<Database> shared, Clock clock) {
        this.connectors = connectors;
        this.credentials = credentials;
        this.shared = shared;
        this.clock = clock;
    }

    /** @throws IllegalArgumentException naming the connector, when its class is missing or cannot be made */
    Account open(Settings.Channel channel, CamelContext context) {
        String connector = channel.connector().name();
        ProducerTemplate template = context.createProducerTemplate();
        AccountContext account = new AccountContext(
                channel.name(),
                channel.account(),
                ErrorTable.load(connectors.resolve(connector).resolve("errors.yaml")),
                tokens(channel),
                (kamelet, call) -> call(template, kamelet, channel.name(), call),
                clock);
        String className = channel.connector().account();
        try {
            return Class.forName(className)
                    .asSubclass(Account.class)
                    .getConstructor(AccountContext.class)
                    .newInstance(account);
        } catch (InvocationTargetException e) {
            Throwable cause = e.getTargetException();
            throw new IllegalArgumentException("channel " + channel.name() + ": " + cause.getMessage(), cause);
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new IllegalArgumentException(
                    "connectors/" + connector + "/connector.yaml: account " + className
                            + " must be a class that implements Account and takes an AccountContext",
                    e);
        }
    }

    private AccountContext.TokenStore tokens(Settings.Channel channel) {
        TokenFile file = new TokenFile(credentials.resolve(channel.name() + ".token"));
        List<String> secrets = channel.connector().settings().stream()
                .filter(Connector.Setting::secret)
                .map(setting -> channel.account().getOrDefault(setting.key(), ""))
                .toList();
        return shared.isPresent() && secrets.stream().anyMatch(secret -> !secret.isBlank())
                ? new SharedToken(file, shared.get(), channel.name(), secrets, clock)
                : file;
    }

    private static Answer call(ProducerTemplate template, String kamelet, ChannelName channel, Call call) {
        Exchange done = template.request(
                SupplierRoutes.account(channel, kamelet),
                exchange -> exchange.getMessage().setBody(call));
        Exception failure = done.getException();
        if (failure != null) {
            throw new Refusal(Transport.outcome(failure, false));
        }
        return done.getMessage().getBody(Answer.class);
    }
}
