package serai;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.base.ChannelName;
import serai.ledger.Database;
import serai.ledger.DatabaseUnavailable;
import serai.ledger.Sql;
import serai.provider.AccountContext;

/**
 * A channel's renewed secret in a file of this node and, sealed, in the ledger that the nodes share: renewing it makes the one
 * before useless, so the others have to learn of it. Sealed by AES-256-GCM with a key made of the secrets that the channel is
 * configured with on every node; nodes that are configured otherwise see nothing of each other's. The file is written first:
 * a crash between the two leaves this node with the newer one.
 */
final class SharedToken implements AccountContext.TokenStore {
    private static final Logger LOG = LoggerFactory.getLogger(SharedToken.class);
    private static final String SAVE = Sql.of(SharedToken.class, "save-shared-token");
    private static final String FIND = Sql.of(SharedToken.class, "find-shared-token");
    private static final String CLAIM = Sql.of(SharedToken.class, "claim-shared-token");
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final AccountContext.TokenStore file;
    private final Database ledger;
    private final ChannelName channel;
    private final SecretKeySpec key;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final String me = UUID.randomUUID().toString();

    /**
     * @param file of this node
     * @param secrets that the channel is configured with, the same on every node; at least one is not blank
     */
    SharedToken(
            AccountContext.TokenStore file, Database ledger, ChannelName channel, List<String> secrets, Clock clock) {
        this.file = file;
        this.ledger = ledger;
        this.channel = channel;
        this.key = key(channel, secrets);
        this.clock = clock;
    }

    private static SecretKeySpec key(ChannelName channel, List<String> secrets) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(("serai shared token\n" + channel + "\n").getBytes(StandardCharsets.UTF_8));
            for (String secret : secrets) {
                byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
                sha.update(
                        ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
                sha.update(bytes);
            }
            return new SecretKeySpec(sha.digest(), "AES");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }

    @Override
    public Optional<String> load() {
        return file.load();
    }

    @Override
    public void save(String secret) {
        file.save(secret);
        Instant now = clock.instant();
        String kept = closed(secret);
        ledger.commit(tx -> tx.update(SAVE, channel, kept, now));
    }

    @Override
    public Optional<String> shared() {
        try {
            return ledger.read(tx -> tx.first(FIND, row -> row.text("sealed"), channel))
                    .filter(kept -> !kept.isEmpty())
                    .flatMap(this::opened);
        } catch (DatabaseUnavailable e) {
            LOG.debug("{}: what other nodes renewed cannot be read: {}", channel, e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public boolean claim() {
        Instant now = clock.instant();
        try {
            return ledger.commit(tx -> tx.update(CLAIM, channel, now, me, now.plus(LONGEST), now)) == 1;
        } catch (DatabaseUnavailable e) {
            LOG.debug("{}: the renewal waits for the ledger: {}", channel, e.getMessage());
            return false;
        }
    }

    private String closed(String secret) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            byte[] closed = cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(secret.getBytes(StandardCharsets.UTF_8));
            ByteBuffer both = ByteBuffer.allocate(nonce.length + closed.length);
            return Base64.getEncoder()
                    .encodeToString(both.put(nonce).put(closed).array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK cannot seal by AES-GCM", e);
        }
    }

    private Optional<String> opened(String kept) {
        byte[] both = Base64.getDecoder().decode(kept);
        byte[] nonce = new byte[NONCE];
        System.arraycopy(both, 0, nonce, 0, NONCE);
        try {
            byte[] secret = cipher(Cipher.DECRYPT_MODE, nonce).doFinal(both, NONCE, both.length - NONCE);
            return Optional.of(new String(secret, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            LOG.warn(
                    "channel {}: another node renewed the token under other configured secrets; give all nodes the"
                            + " same",
                    channel);
            return Optional.empty();
        }
    }

    private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(channel.value().getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
