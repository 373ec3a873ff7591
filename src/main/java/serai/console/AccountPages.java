package serai.console;

import io.vertx.ext.web.Router;
import java.time.Instant;
import java.util.List;
import serai.access.Role;
import serai.access.Session;
import serai.access.Sessions;
import serai.http.Callers;
import serai.http.Problem;
import serai.http.ProblemException;
import serai.http.SessionCookie;

/** My account: what it may do, and from where I am signed in. */
public final class AccountPages implements Pages {
    private static final String PATH = "/console/account";

    /** The account and its sessions, newest first. */
    public record Model(String name, String role, String may, String stores, List<Line> sessions) {}

    /**
     * A session.
     *
     * @param mine whether this page belongs to it
     */
    public record Line(
            String id, boolean mine, String proof, String source, Instant opened, Instant seen, Instant ends) {}

    private final Sessions sessions;
    private final Callers callers;

    AccountPages(Sessions sessions, Callers callers) {
        this.sessions = sessions;
        this.callers = callers;
    }

    @Override
    public void attach(Router router, Door door) {
        router.get(PATH).handler(door.page(Role.VIEWER, this::show));
        router.post(PATH + "/sign-out-everywhere").handler(door.action(Role.VIEWER, this::signOutEverywhere));
        router.post(PATH + "/sessions/:id/sign-out").handler(door.action(Role.VIEWER, this::signOut));
    }

    private Answer show(Visit visit) {
        List<Line> lines = sessions.of(visit.account(), visit.now()).stream()
                .map(session -> line(session, visit.session()))
                .toList();
        Model model = new Model(
                visit.account().name(), visit.role().id(), may(visit.role()), Words.stores(visit.scope()), lines);
        return new Answer.Page("account", Place.ELSEWHERE, "My account", model);
    }

    private static Line line(Session session, Session own) {
        return new Line(
                session.id(),
                session.id().equals(own.id()),
                session.proof().words(),
                session.source(),
                session.opened(),
                session.seen(),
                session.ends());
    }

    private static String may(Role role) {
        return switch (role) {
            case VIEWER -> "Looks; sees no personal data.";
            case SUPPORT -> "Looks, replays, edits, archives, restores, holds and releases.";
            case ADMIN -> "Everything.";
        };
    }

    private Answer signOutEverywhere(Visit visit) {
        int ended = sessions.closeAll(visit.account(), visit.source(), visit.now());
        visit.set(SessionCookie.gone(callers.secure(visit.context().request())));
        return new Answer.SeeOther(
                "/console/sign-in", "You are signed out of " + Words.counted(ended, "session", "sessions") + ".");
    }

    private Answer signOut(Visit visit) {
        if (!sessions.close(visit.account(), visit.path("id"), visit.source(), visit.now())) {
            throw new ProblemException(Problem.Kind.NOT_FOUND.because("That session has ended already."));
        }
        return new Answer.SeeOther(PATH, "That session is signed out.");
    }
}
