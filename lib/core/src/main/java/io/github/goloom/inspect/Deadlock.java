package io.github.goloom.inspect;

import java.util.List;

/**
 * Goroutines each of which waits for the next, the last for the first; or one goroutine that waits for itself, or for
 * what can never be.
 */
public final class Deadlock {
    private final List<Member> members;
    private final long behind;

    Deadlock(List<Member> members, long behind) {
        this.members = members;
        this.behind = behind;
    }

    /** A goroutine of a deadlock. */
    public static final class Member {
        private final String name;
        private final long id;
        private final String operation;
        private final List<String> stack;
        private final boolean waitsForItself;

        Member(String name, long id, String operation, List<String> stack, boolean waitsForItself) {
            this.name = name;
            this.id = id;
            this.operation = operation;
            this.stack = stack;
            this.waitsForItself = waitsForItself;
        }

        /** {@return the name of the goroutine; empty if it has none} */
        public String name() {
            return name;
        }

        /** {@return the identifier of its thread} */
        public long id() {
            return id;
        }

        /** {@return what it does, such as {@code lock Mutex["a", locked, 1 thread waits]}} */
        public String operation() {
            return operation;
        }

        /** {@return its frames, the innermost first} */
        public List<String> stack() {
            return stack;
        }

        @Override
        public String toString() {
            return "goroutine " + Text.label(name, id);
        }
    }

    /** {@return the goroutines, in the order in which they wait for each other} */
    public List<Member> members() {
        return members;
    }

    /** {@return the number of further goroutines that wait for one of the members, directly or through others} */
    public long behind() {
        return behind;
    }

    /** {@return the report in the form of a dump, of several lines} */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(
                members.size() == 1
                        ? "a goroutine waits for ever:\n"
                        : "deadlock of " + Text.count(members.size(), "goroutine") + ":\n");
        for (int i = 0; i < members.size(); i++) {
            Member member = members.get(i);
            text.append(member).append(": ").append(member.operation);
            if (members.size() > 1) {
                text.append(", which waits for ").append(members.get((i + 1) % members.size()));
            } else if (member.waitsForItself) {
                text.append(", which waits for itself");
            }
            text.append('\n');
            Group.addFrames(text, Frames.split(member.stack), null);
        }
        if (behind > 0) {
            text.append(Text.count(behind, "more goroutine"))
                    .append(behind == 1 ? " waits" : " wait")
                    .append(" for these\n");
        }
        return text.toString();
    }
}
