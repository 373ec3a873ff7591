package serai.deadletter;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads a search from left to right, one rule of the grammar a method. */
final class SearchReader {
    /** Stops the reading; never leaves this class. */
    private static final class Fault extends Exception {
        private static final long serialVersionUID = 1;
        private final int at;
        private final String says;

        Fault(int at, String says) {
            super(says, null, false, false);
            this.at = at;
            this.says = says;
        }
    }

    private final SearchTerms terms;
    private final List<SearchToken> tokens;
    private final int end;
    private int next;
    private int read;
    private int texts;
    private int depth;
    private boolean snoozed;
    private boolean archived;

    private SearchReader(SearchTerms terms, List<SearchToken> tokens, int end) {
        this.terms = terms;
        this.tokens = tokens;
        this.end = end;
    }

    static Search.Reading read(String text, String me, Instant now) {
        if (text.length() > Search.LONGEST) {
            return new Search.Reading.Wrong(
                    text.codePointCount(0, Search.LONGEST) + 1,
                    "the search has " + text.length() + " characters, at most " + Search.LONGEST
                            + " are read; make it shorter, or use the filters");
        }
        try {
            SearchReader reader = new SearchReader(
                    new SearchTerms(me, now), tokens(text), text.stripTrailing().length());
            Search.Node meaning = reader.tokens.isEmpty() ? new Search.Node.All(List.of()) : reader.whole();
            return new Search.Reading.Understood(new Search(text, meaning, reader.snoozed, reader.archived));
        } catch (Fault fault) {
            return new Search.Reading.Wrong(text.codePointCount(0, fault.at) + 1, fault.says);
        }
    }

    private static List<SearchToken> tokens(String text) throws Fault {
        List<SearchToken> tokens = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            SearchToken token = SearchToken.at(text, at);
            switch (token.kind()) {
                case BLANK -> {}
                case UNCLOSED ->
                    throw new Fault(token.at(), "this quotation mark is never closed; put another behind the phrase");
                case HALF -> throw new Fault(token.at(), "there is half a character here; type it again");
                case OPEN, CLOSE, AND, OR, NOT, TERM -> tokens.add(token);
            }
            at = token.end();
        }
        return tokens;
    }

    private Search.Node whole() throws Fault {
        Search.Node meaning = any();
        if (next < tokens.size()) {
            throw new Fault(tokens.get(next).at(), "this bracket closes none; take it out, or open one before it");
        }
        return meaning;
    }

    private boolean sees(SearchToken.Kind kind) {
        return next < tokens.size() && tokens.get(next).kind() == kind;
    }

    private Search.Node any() throws Fault {
        List<Search.Node> nodes = new ArrayList<>(List.of(all()));
        while (sees(SearchToken.Kind.OR)) {
            next++;
            nodes.add(all());
        }
        return nodes.size() == 1 ? nodes.getFirst() : new Search.Node.Any(nodes);
    }

    private Search.Node all() throws Fault {
        List<Search.Node> nodes = new ArrayList<>(List.of(one()));
        while (next < tokens.size() && !sees(SearchToken.Kind.OR) && !sees(SearchToken.Kind.CLOSE)) {
            if (sees(SearchToken.Kind.AND)) {
                next++;
            }
            nodes.add(one());
        }
        return nodes.size() == 1 ? nodes.getFirst() : new Search.Node.All(nodes);
    }

    private Search.Node one() throws Fault {
        if (next == tokens.size()) {
            throw new Fault(end, "a term is missing at the end, such as store:tea or a word");
        }
        SearchToken token = tokens.get(next++);
        return switch (token.kind()) {
            case NOT -> new Search.Node.Not(deeper(token, SearchReader::one));
            case OPEN -> deeper(token, reader -> reader.inBrackets(token));
            case TERM -> term(token);
            case AND, OR ->
                throw new Fault(
                        token.at(),
                        token.text() + " needs a term before it; write it in quotes to look for the word itself");
            case CLOSE ->
                throw new Fault(token.at(), "a term is missing before this bracket, or the bracket is too much");
            case BLANK, UNCLOSED, HALF -> throw new IllegalStateException("left out before");
        };
    }

    private interface Rule {
        Search.Node read(SearchReader reader) throws Fault;
    }

    private Search.Node deeper(SearchToken token, Rule rule) throws Fault {
        if (++depth > Search.DEEPEST) {
            throw new Fault(
                    token.at(),
                    "brackets and NOT stand in each other more than " + Search.DEEPEST + " deep; write it flatter");
        }
        Search.Node node = rule.read(this);
        depth--;
        return node;
    }

    private Search.Node inBrackets(SearchToken opened) throws Fault {
        Search.Node inner = any();
        if (!sees(SearchToken.Kind.CLOSE)) {
            throw new Fault(opened.at(), "this bracket is never closed; close it, or take it out");
        }
        next++;
        return inner;
    }

    private Search.Node term(SearchToken token) throws Fault {
        if (++read > Search.MOST_TERMS) {
            throw new Fault(token.at(), "there are more than " + Search.MOST_TERMS + " terms; take some out");
        }
        if (token.key().isEmpty() && ++texts > Search.MOST_TEXTS) {
            throw new Fault(
                    token.at(),
                    "there are more than " + Search.MOST_TEXTS
                            + " words or phrases to look for; take some out, put words"
                            + " that stand together into quotes, or say what they are, such as store: or sku:");
        }
        snoozed |= token.is("is", "snoozed");
        archived |= token.is("is", "archived");
        return switch (terms.meaning(token)) {
            case SearchTerms.Meaning.Known known -> known.term();
            case SearchTerms.Meaning.Unknown unknown -> throw new Fault(token.at(), unknown.says());
        };
    }
}
