package serai.demo;

/** Something that the story tells did not happen; the message says what was awaited and what was seen instead. */
final class StoryFailed extends RuntimeException {
    StoryFailed(String message) {
        super(message);
    }
}
