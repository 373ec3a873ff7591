package serai.access;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * What an issuer says of itself.
 *
 * @param until it is asked again after this
 */
record KnownIssuer(OIDCProviderMetadata metadata, IDTokenValidator validator, Instant until) {
    /** Signatures by a public key only: with any other, whoever knows our own secret could sign. */
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private static final int MOST_BYTES = 1 << 20;
    private static final Duration AGE = Duration.ofHours(1);

    /**
     * Asks the issuer.
     *
     * @throws IOException if it cannot be reached
     * @throws ParseException if it is another one, or has an endpoint on the way to which somebody could listen
     */
    static KnownIssuer ask(Issuer.Client client, Instant now) throws IOException, ParseException {
        var retriever = new DefaultResourceRetriever(Issuer.CONNECT_MILLIS, Issuer.READ_MILLIS, MOST_BYTES);
        String base = client.issuer().toString();
        URI place = URI.create((base.endsWith("/") ? base : base + "/") + ".well-known/openid-configuration");
        OIDCProviderMetadata metadata = OIDCProviderMetadata.parse(
                retriever.retrieveResource(place.toURL()).getContent());
        if (!metadata.getIssuer().getValue().equals(base)) {
            throw new ParseException("it names itself " + metadata.getIssuer() + ", not " + base);
        }
        URI userInfo = metadata.getUserInfoEndpointURI();
        boolean safe = Issuer.safe(metadata.getAuthorizationEndpointURI())
                && Issuer.safe(metadata.getTokenEndpointURI())
                && Issuer.safe(metadata.getJWKSetURI())
                && (userInfo == null || Issuer.safe(userInfo));
        if (!safe) {
            throw new ParseException("an endpoint is not https");
        }
        JWKSource<SecurityContext> keys = JWKSourceBuilder.<SecurityContext>create(
                        metadata.getJWKSetURI().toURL(), retriever)
                .refreshAheadCache(false)
                .build();
        var validator = new IDTokenValidator(
                metadata.getIssuer(),
                new ClientID(client.id()),
                new JWSVerificationKeySelector<>(ALGORITHMS, keys),
                null);
        return new KnownIssuer(metadata, validator, now.plus(AGE));
    }
}
