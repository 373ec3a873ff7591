package serai.console;

import java.util.Optional;
import serai.access.Issuer;
import serai.access.Sessions;
import serai.access.SignIn;
import serai.access.Users;
import serai.http.Callers;

/**
 * What it takes to let people in.
 *
 * @param issuer empty when nobody signs in by one
 */
public record Reception(Users users, Sessions sessions, SignIn signIn, Optional<Issuer> issuer, Callers callers) {}
