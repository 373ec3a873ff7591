package serai.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.claims.PersonClaims;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.base.Secret;

/**
 * Signs in by an OpenID Connect issuer: authorization code with PKCE, state and nonce. The library checks what the issuer
 * signs: issuer, audience, time, nonce and key; only public-key signatures count. What has to be remembered until the
 * browser comes back lies in a cookie of that browser, so that any node can go on and nobody else can.
 */
public final class Issuer {
    private static final Logger LOG = LoggerFactory.getLogger(Issuer.class);
    static final int CONNECT_MILLIS = 3_000;
    static final int READ_MILLIS = 5_000;

    /**
     * The client that we are there.
     *
     * @param secret empty for a public client
     * @param name what its button says
     * @param redirect where browsers come back to
     */
    public record Client(URI issuer, String id, Optional<Secret> secret, String name, URI redirect) {
        /** @throws IllegalArgumentException if the issuer is neither https nor on this machine */
        public Client {
            if (!safe(issuer)) {
                throw new IllegalArgumentException(
                        "serai.console.oidc.issuer must begin with https://, unless it is on" + " this machine");
            }
        }
    }

    /**
     * The way to the issuer.
     *
     * @param address where the browser goes now
     * @param cookie what it has to bring back
     */
    public record Departure(URI address, String cookie) {}

    /** What came back. */
    public sealed interface Outcome {
        /**
         * The issuer vouches for somebody.
         *
         * @param verifiedEmail only when the issuer says that it has verified it
         * @param next where the person wanted to go
         */
        record Vouched(String subject, Optional<String> verifiedEmail, String next) implements Outcome {
            @Override
            public String toString() {
                return "Vouched";
            }
        }

        /**
         * Nobody is signed in by it.
         *
         * @param why for the person, without anything that was sent
         */
        record Failed(String why) implements Outcome {}
    }

    private final Client client;
    private final AskedIssuer asked;

    /** Asks the issuer for nothing until somebody signs in. */
    public Issuer(Client client, Clock clock) {
        this.client = client;
        this.asked = new AskedIssuer(client, clock);
    }

    /** What the button says. */
    public String name() {
        return client.name();
    }

    /**
     * Sends a browser off.
     *
     * @param next a path of ours to go to afterwards
     * @return empty when the issuer cannot be reached
     */
    public Optional<Departure> depart(String next) {
        PendingSignIn pending = PendingSignIn.begin(next);
        try {
            URI address = new AuthenticationRequest.Builder(
                            ResponseType.CODE, new Scope("openid", "email"), clientId(), client.redirect())
                    .endpointURI(asked.known().metadata().getAuthorizationEndpointURI())
                    .state(new State(pending.state()))
                    .nonce(new Nonce(pending.nonce()))
                    .codeChallenge(new CodeVerifier(pending.verifier()), CodeChallengeMethod.S256)
                    .build()
                    .toURI();
            return Optional.of(new Departure(address, pending.cookie()));
        } catch (IOException | ParseException e) {
            LOG.warn("the issuer {} cannot be reached: {}", client.issuer(), e.toString());
            return Optional.empty();
        }
    }

    /**
     * Takes a browser back.
     *
     * @param cookie what {@link Departure#cookie} was
     * @param query what stands after the question mark of the address that it came back to
     */
    public Outcome arrive(String cookie, String query) {
        Optional<PendingSignIn> pending = PendingSignIn.of(cookie);
        if (pending.isEmpty()) {
            return new Outcome.Failed("This browser has not begun to sign in, or too long ago. Begin again.");
        }
        try {
            var response = AuthenticationResponseParser.parse(URI.create(client.redirect() + "?" + query));
            State state = response.getState();
            if (state == null || !Digests.same(state.getValue(), pending.get().state())) {
                return new Outcome.Failed("The answer belongs to another sign-in. Begin again.");
            }
            boolean foreign = response.getIssuer() != null
                    && !response.getIssuer().getValue().equals(client.issuer().toString());
            if (foreign || !response.indicatesSuccess()) {
                return new Outcome.Failed("The issuer did not sign you in.");
            }
            AuthorizationCode code = response.toSuccessResponse().getAuthorizationCode();
            return code == null ? new Outcome.Failed("The issuer sent no code.") : redeem(code, pending.get());
        } catch (ParseException | IllegalArgumentException e) {
            return new Outcome.Failed("The issuer's answer cannot be read.");
        }
    }

    private Outcome redeem(AuthorizationCode code, PendingSignIn pending) {
        try {
            KnownIssuer issuer = asked.known();
            OIDCTokens tokens = tokens(issuer, code, pending);
            IDTokenClaimsSet claims = issuer.validator().validate(tokens.getIDToken(), new Nonce(pending.nonce()));
            String subject = claims.getSubject().getValue();
            Optional<String> email = email(claims);
            if (email.isEmpty() && claims.getStringClaim("email") == null) {
                email = userInfo(issuer, tokens.getAccessToken(), subject);
            }
            return new Outcome.Vouched(subject, email, pending.next());
        } catch (BadJOSEException | JOSEException e) {
            LOG.warn("a token of the issuer {} is not good: {}", client.issuer(), e.getMessage());
            return new Outcome.Failed(
                    "What the issuer sent does not hold. Begin again; if it stays so, tell an admin.");
        } catch (IOException | ParseException e) {
            LOG.warn("the issuer {} did not redeem a code: {}", client.issuer(), e.getMessage());
            return new Outcome.Failed("The issuer did not confirm the sign-in. Begin again.");
        }
    }

    private OIDCTokens tokens(KnownIssuer issuer, AuthorizationCode code, PendingSignIn pending)
            throws IOException, ParseException {
        var grant = new AuthorizationCodeGrant(code, client.redirect(), new CodeVerifier(pending.verifier()));
        URI endpoint = issuer.metadata().getTokenEndpointURI();
        TokenRequest request;
        if (client.secret().isEmpty()) {
            request = new TokenRequest(endpoint, clientId(), grant, null);
        } else {
            var secret = new com.nimbusds.oauth2.sdk.auth.Secret(
                    client.secret().get().reveal());
            List<ClientAuthenticationMethod> methods = issuer.metadata().getTokenEndpointAuthMethods();
            boolean post = methods != null
                    && !methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                    && methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_POST);
            request = new TokenRequest(
                    endpoint,
                    post ? new ClientSecretPost(clientId(), secret) : new ClientSecretBasic(clientId(), secret),
                    grant,
                    null);
        }
        var response =
                OIDCTokenResponseParser.parse(bounded(request.toHTTPRequest()).send());
        if (!response.indicatesSuccess()) {
            throw new ParseException(
                    "error " + response.toErrorResponse().getErrorObject().getCode());
        }
        OIDCTokens tokens =
                ((com.nimbusds.openid.connect.sdk.OIDCTokenResponse) response.toSuccessResponse()).getOIDCTokens();
        if (tokens.getIDToken() == null) {
            throw new ParseException("no ID token");
        }
        return tokens;
    }

    /** Many issuers tell the address only here. */
    private Optional<String> userInfo(KnownIssuer issuer, AccessToken token, String subject)
            throws IOException, ParseException {
        URI endpoint = issuer.metadata().getUserInfoEndpointURI();
        if (endpoint == null) {
            return Optional.empty();
        }
        var response = UserInfoResponse.parse(
                bounded(new UserInfoRequest(endpoint, token).toHTTPRequest()).send());
        if (!response.indicatesSuccess() || response.toSuccessResponse().getUserInfo() == null) {
            return Optional.empty();
        }
        var info = response.toSuccessResponse().getUserInfo();
        return info.getSubject().getValue().equals(subject) ? email(info) : Optional.empty();
    }

    private static Optional<String> email(com.nimbusds.openid.connect.sdk.claims.ClaimsSet claims) {
        boolean verified = Boolean.TRUE.equals(claims.getBooleanClaim(PersonClaims.EMAIL_VERIFIED_CLAIM_NAME));
        return verified ? Optional.ofNullable(claims.getStringClaim(PersonClaims.EMAIL_CLAIM_NAME)) : Optional.empty();
    }

    private static HTTPRequest bounded(HTTPRequest request) {
        request.setConnectTimeout(CONNECT_MILLIS);
        request.setReadTimeout(READ_MILLIS);
        request.setFollowRedirects(false);
        return request;
    }

    private ClientID clientId() {
        return new ClientID(client.id());
    }

    /** Whether nobody can listen on the way there. */
    static boolean safe(URI address) {
        String host = address.getHost();
        return host != null
                && ("https".equals(address.getScheme())
                        || ("http".equals(address.getScheme())
                                && Set.of("127.0.0.1", "localhost", "[::1]").contains(host)));
    }
}
