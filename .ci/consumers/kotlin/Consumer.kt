import io.github.goloom.Go
import io.github.goloom.chan.Chan
import io.github.goloom.chan.Select.otherwise
import io.github.goloom.chan.Select.receive
import io.github.goloom.chan.Select.select
import io.github.goloom.context.Context
import io.github.goloom.sync.ErrGroup

/** Kotlin sees which results may be null: the null of a closed channel has to be handled, or this does not compile. */
fun main() {
    val words = Chan.buffered<String>(2)
    Go.go {
        words.send("from")
        words.send("Kotlin")
        words.close()
    }
    val first: String = words.receive() ?: "closed"
    val second: String = words.receive() ?: "closed"
    val third: String? = words.receive()
    val rest = select(receive(words, { "one more" }, { "no more" }), otherwise { "empty" })
    val sum = ErrGroup.withContext(Context.background()).use { group ->
        val halves = listOf(20, 22).map { n -> group.fork { n } }
        group.await()
        halves.sumOf { it.get() }
    }
    println("$first $second, $third, $rest, $sum")
}
