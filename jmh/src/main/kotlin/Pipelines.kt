/** The pipelines as kotlinx.coroutines does them: flows on Dispatchers.Default, or on as many threads as are to sleep. */

import com.sun.management.GarbageCollectorMXBean
import com.sun.management.ThreadMXBean
import java.lang.management.ManagementFactory
import java.lang.management.MemoryType
import kotlin.concurrent.thread
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.TimeSource
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.async
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.asFlow
import kotlinx.coroutines.flow.buffer
import kotlinx.coroutines.flow.filter
import kotlinx.coroutines.flow.flatMapMerge
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.produceIn
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.selects.onTimeout
import kotlinx.coroutines.selects.select

private const val MANY = 1_000
private const val CAPACITY = 64
private const val CACHED = 127L
private const val COLLECTIONS = 25
private val LINGER = 10.milliseconds

/** What comes out of a pipeline, in which the order counts or not. */
private class Check(private val ordered: Boolean) {
    var sum = 0L
        private set

    fun add(value: Long) {
        sum = if (ordered) 31 * sum + value else sum + value
    }
}

private class Load(val expected: Check, val dispatcher: CoroutineDispatcher, val into: suspend (Check) -> Unit, val ordered: Boolean) {
    fun run(): Long {
        val check = Check(ordered)
        val start = System.nanoTime()
        runBlocking(dispatcher) { into(check) }
        val taken = System.nanoTime() - start
        check(check.sum == expected.sum) { "the check sum is ${check.sum}, not ${expected.sum}" }
        return taken
    }
}

/** PipelinesKt ROW ELEMENTS WARMUP_MILLIS RUNS: prints what the Java program prints. */
fun main(args: Array<String>) {
    val elements = args[1].toInt()
    val load = load(args[0], elements)
    val warm = System.nanoTime() + args[2].toLong() * 1_000_000
    do load.run() while (System.nanoTime() < warm)
    val runs = args[3].toInt()
    val threads = ManagementFactory.getThreadMXBean() as ThreadMXBean
    val before = threads.totalThreadAllocatedBytes
    val taken = List(runs) { load.run() }
    val allocated = threads.totalThreadAllocatedBytes - before
    taken.forEach { println(it.toDouble() / elements) }
    println("allocated ${allocated.toDouble() / (runs.toLong() * elements)}")
    println("live ${peak(load)}")
}

private fun load(row: String, n: Int): Load {
    val words = row.split('_')
    val mask = if (words[0] == "three" && words.last() != "boxed") CACHED else -1L
    val numbers = if (mask == -1L) (0L until n).asFlow() else flow { for (i in 0L until n) emit(i and mask) }
    val sleeping = words.last() == "sleep"
    val dispatcher = if (sleeping) Dispatchers.IO.limitedParallelism(MANY) else Dispatchers.Default
    val ordered = words[0] == "ordered" || words[0] == "batch"
    val expected = if (words[0] == "three") staged(n, mask) else Check(ordered).also { check -> for (i in 0L until n) check.add(i) }
    fun load(into: suspend (Check) -> Unit) = Load(expected, dispatcher, into, ordered)
    return when {
        row == "three_stages" || row == "three_stages_boxed" -> load { check ->
            numbers.map { first(it, mask) }.filter { second(it) }.map { third(it, mask) }.collect { check.add(it) }
        }
        row == "three_stages_buffered" -> load { check ->
            numbers.map { first(it, mask) }.buffer(CAPACITY).filter { second(it) }.buffer(CAPACITY).map { third(it, mask) }.collect { check.add(it) }
        }
        words[0] == "batch" -> load { check ->
            numbers.batch(words[1].toInt(), LINGER).collect { batch -> batch.forEach { check.add(it) } }
        }
        words[0] == "ordered" -> ordered(numbers, words[1].toInt(), toil(words[2])).let { flow -> load { check -> flow(check) } }
        words[0] == "unordered" -> unordered(numbers, words[1].toInt(), toil(words[2])).let { flow -> load { check -> flow(check) } }
        else -> throw IllegalArgumentException("no row $row")
    }
}

/** Two of the workers' elements are outside of the buffer: the one that is to enter it, and the one that is awaited. */
private fun ordered(numbers: Flow<Long>, workers: Int, toil: suspend (Long) -> Long): suspend (Check) -> Unit = { check ->
    coroutineScope {
        numbers.map { async { toil(it) } }.buffer(workers - 2).collect { check.add(it.await()) }
    }
}

@OptIn(ExperimentalCoroutinesApi::class)
private fun unordered(numbers: Flow<Long>, workers: Int, toil: suspend (Long) -> Long): suspend (Check) -> Unit = { check ->
    numbers.flatMapMerge(workers) { flow { emit(toil(it)) } }.collect { check.add(it) }
}

/** There is no such operator. A withTimeout around receive could lose an element, a select cannot. */
@OptIn(ExperimentalCoroutinesApi::class)
private fun Flow<Long>.batch(size: Int, linger: Duration): Flow<List<Long>> = flow {
    coroutineScope {
        val values = buffer(CAPACITY).produceIn(this)
        while (true) {
            val batch = ArrayList<Long>(size)
            batch.add(values.receiveCatching().getOrNull() ?: break)
            val end = TimeSource.Monotonic.markNow() + linger
            while (batch.size < size) {
                val next = values.tryReceive()
                val value = if (next.isSuccess) next.getOrNull() else select {
                    values.onReceiveCatching { it.getOrNull() }
                    onTimeout(-end.elapsedNow()) { null }
                }
                batch.add(value ?: break)
            }
            emit(batch)
        }
    }
}

private fun toil(name: String): suspend (Long) -> Long = when (name) {
    "1us" -> computing(1)
    "100us" -> computing(100)
    "sleep" -> ({
        Thread.sleep(1)
        it
    })
    "delay" -> ({
        delay(1)
        it
    })
    else -> throw IllegalArgumentException("no work $name")
}

private fun computing(micros: Int): suspend (Long) -> Long {
    val rounds = System.getenv("GOLOOM_ROUNDS_PER_MICRO").toInt() * micros
    return {
        check(spin(it, rounds) != 0L)
        it
    }
}

private fun spin(seed: Long, rounds: Int): Long {
    var x = seed + 1
    for (i in 0 until rounds) {
        x = x xor (x shl 13)
        x = x xor (x ushr 7)
        x = x xor (x shl 17)
    }
    return x
}

private fun first(value: Long, mask: Long) = (value * 31 + 7) and mask

private fun second(value: Long) = value and 3 != 0L

private fun third(value: Long, mask: Long) = (value xor (value ushr 3)) and mask

private fun staged(n: Int, mask: Long): Check {
    val check = Check(false)
    for (i in 0L until n) {
        val value = first(i and mask, mask)
        if (second(value)) check.add(third(value, mask))
    }
    return check
}

/** The live heap of a run at its largest, as Footprint.java takes it. */
private fun peak(load: Load): Long {
    val collectors = ManagementFactory.getPlatformMXBeans(GarbageCollectorMXBean::class.java)
    val counts = collectors.map { it.collectionCount }
    System.gc()
    val full = collectors.filterIndexed { i, it -> it.collectionCount != counts[i] }.first()
    used(full) // what the first call leaves belongs to no load
    System.gc()
    val before = used(full)
    var most = 0L
    val thread = thread {
        repeat(COLLECTIONS) {
            Thread.sleep(4)
            System.gc()
            most = maxOf(most, used(full))
        }
    }
    do load.run() while (thread.isAlive)
    return most - before
}

private fun used(collector: GarbageCollectorMXBean): Long {
    val after = collector.lastGcInfo.memoryUsageAfterGc
    return ManagementFactory.getMemoryPoolMXBeans().filter { it.type == MemoryType.HEAP }.sumOf { after.getValue(it.name).used }
}
