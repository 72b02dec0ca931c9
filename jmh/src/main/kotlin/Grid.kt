/** The grid as kotlinx.coroutines does it, on Dispatchers.Default. */

import java.util.concurrent.atomic.AtomicInteger
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.channels.ReceiveChannel
import kotlinx.coroutines.joinAll
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.selects.select

/** GridKt ROW ELEMENTS WARMUP_MILLIS RUNS: prints the nanoseconds per element of each timed run. */
fun main(args: Array<String>) {
    val elements = args[1].toInt()
    val load = load(args[0], elements)
    val warm = System.nanoTime() + args[2].toLong() * 1_000_000
    do time(load) while (System.nanoTime() < warm)
    repeat(args[3].toInt()) { println(time(load).toDouble() / elements) }
}

private fun time(load: suspend CoroutineScope.() -> Unit): Long {
    val start = System.nanoTime()
    runBlocking(Dispatchers.Default, load)
    return System.nanoTime() - start
}

private fun load(row: String, n: Int): suspend CoroutineScope.() -> Unit {
    val words = row.split('_', 'x')
    return when (words[0]) {
        "spsc" -> ({ move(1, 1, words[1].toInt(), n) })
        "mpmc" -> ({ move(words[1].toInt(), words[2].toInt(), words[3].toInt(), n) })
        "pingpong" -> ({ pingpong(n) })
        "select4" -> ({ select4(words[1].toInt(), n) })
        "chain" -> ({ chain(words[1].toInt(), n) })
        "uncontended" -> ({ sendReceive(words[1].toInt(), n) })
        "select" -> ({ tryReceive(n) })
        "sieve" -> ({ sieve() })
        else -> throw IllegalArgumentException("no row $row")
    }
}

private suspend fun CoroutineScope.move(producers: Int, consumers: Int, capacity: Int, n: Int) {
    val channel = Channel<Int>(capacity)
    val received = AtomicInteger()
    val receiving = List(consumers) { launch { received.addAndGet(drain(channel)) } }
    List(producers) { launch { send(channel, n / producers) } }.joinAll()
    channel.close()
    receiving.joinAll()
    expect(n, received.get())
}

private suspend fun CoroutineScope.pingpong(n: Int) {
    val ping = Channel<Int>()
    val pong = Channel<Int>()
    launch { relay(ping, pong) }
    var value = 42
    repeat(n) {
        ping.send(value)
        value = pong.receive()
    }
    ping.close()
    expect(0, drain(pong))
}

private suspend fun CoroutineScope.select4(capacity: Int, n: Int) {
    val (a, b, c, d) = List(4) { Channel<Int>(capacity) }
    for (channel in listOf(a, b, c, d)) {
        launch { send(channel, n / 4) }
    }
    repeat(n) {
        select {
            a.onReceive { it }
            b.onReceive { it }
            c.onReceive { it }
            d.onReceive { it }
        }
    }
}

private suspend fun CoroutineScope.chain(relays: Int, n: Int) {
    val channels = List(relays + 1) { Channel<Int>() }
    for (i in 0 until relays) {
        launch { relay(channels[i], channels[i + 1]) }
    }
    launch {
        send(channels[0], n / relays)
        channels[0].close()
    }
    expect(n / relays, drain(channels[relays]))
}

private suspend fun sendReceive(capacity: Int, n: Int) {
    val channel = Channel<Int>(capacity)
    var sum = 0
    repeat(n) {
        channel.send(1)
        sum += channel.receive()
    }
    expect(n, sum)
}

private fun tryReceive(n: Int) {
    val channel = Channel<Int>()
    var found = 0
    repeat(n) {
        if (channel.tryReceive().isSuccess) found++
    }
    expect(0, found)
}

/** Up to the 1,000th prime: the numbers end with it. */
private suspend fun CoroutineScope.sieve() {
    var from = Channel<Int>()
    val numbers = from
    launch {
        for (i in 2..7_919) numbers.send(i)
        numbers.close()
    }
    var found = 0
    while (true) {
        val prime = from.receiveCatching().getOrNull() ?: break
        found++
        val source = from
        val rest = Channel<Int>()
        launch {
            for (value in source) if (value % prime != 0) rest.send(value)
            rest.close()
        }
        from = rest
    }
    expect(1_000, found)
}

private suspend fun send(channel: Channel<Int>, count: Int) {
    for (i in 0 until count) channel.send(i and 127)
}

private suspend fun relay(from: ReceiveChannel<Int>, to: Channel<Int>) {
    for (value in from) to.send(value)
    to.close()
}

private suspend fun drain(channel: ReceiveChannel<Int>): Int {
    var count = 0
    for (value in channel) count++
    return count
}

private fun expect(expected: Int, actual: Int) = check(actual == expected) { "received $actual values of $expected" }
