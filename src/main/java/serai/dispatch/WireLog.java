package serai.dispatch;

import java.util.List;
import java.util.stream.Collectors;
import serai.provider.Answer;
import serai.provider.Call;
import serai.provider.Redaction;
import serai.provider.Wire;

/**
 * What went over the wire in an attempt, fit for people to read: personal data and secrets replaced, cut at 8,000
 * characters each.
 */
record WireLog(String request, String response) {
    private static final int LONGEST = 8_000;

    static WireLog of(List<Wire.Sent> sent) {
        return new WireLog(
                cut(sent.stream().map(one -> request(one.call())).collect(Collectors.joining("\n\n"))),
                cut(sent.stream()
                        .map(one -> one.answer().isEmpty()
                                ? "(no answer)"
                                : response(one.answer().getFirst()))
                        .collect(Collectors.joining("\n\n"))));
    }

    private static String request(Call call) {
        String query = call.query().isEmpty() ? "" : "?" + Redaction.of(call.query());
        return call.method() + " " + call.path() + query
                + (call.body().isEmpty() ? "" : "\n" + Redaction.of(call.body()));
    }

    private static String response(Answer answer) {
        return answer.status() + "\n" + Redaction.of(answer.body());
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "… (" + text.length() + " characters)";
    }
}
