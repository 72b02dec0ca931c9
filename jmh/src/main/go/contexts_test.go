// Run it with Go 1.26 or later, in this folder, on as many processors as the Java rows had: go test -bench . -benchmem -count 10 -cpu 2

// Package jmh has the rows of Contexts, CancelWakes and SetAndCancel as Go does them.
package jmh

import (
	"context"
	"runtime"
	"runtime/metrics"
	"strconv"
	"sync"
	"testing"
	"time"
)

const timeout = 2 * time.Second

type key string

func child(parent context.Context) {
	_, cancel := context.WithCancel(parent)
	cancel()
}

func withTimeout() {
	_, cancel := context.WithTimeout(context.Background(), timeout)
	cancel()
}

func setAndCancel() {
	time.AfterFunc(timeout, func() {}).Stop()
}

func repeat(b *testing.B, op func()) {
	b.ReportAllocs()
	for range b.N {
		op()
	}
}

// share has so many goroutines do the N operations together: the figure is the time divided by N.
func share(b *testing.B, goroutines int, op func()) {
	b.ReportAllocs()
	var all sync.WaitGroup
	for i := range goroutines {
		count := b.N / goroutines
		if i < b.N%goroutines {
			count++
		}
		all.Go(func() {
			for range count {
				op()
			}
		})
	}
	all.Wait()
}

// parallel has two goroutines do the N operations together: the figure is the time that one of them takes, as JMH shows it.
func parallel(b *testing.B, op func()) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(2))
	b.ReportAllocs()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			op()
		}
	})
	b.ReportMetric(2*float64(b.Elapsed().Nanoseconds())/float64(b.N), "ns/op")
}

func BenchmarkChild(b *testing.B) {
	parent, cancel := context.WithCancel(context.Background())
	defer cancel()
	repeat(b, func() { child(parent) })
}

func BenchmarkChildByTwo(b *testing.B) {
	parent, cancel := context.WithCancel(context.Background())
	defer cancel()
	parallel(b, func() { child(parent) })
}

func BenchmarkTimeout(b *testing.B) { repeat(b, withTimeout) }

func BenchmarkTimeoutByTwo(b *testing.B) { parallel(b, withTimeout) }

func BenchmarkTimeoutByThousand(b *testing.B) { share(b, 1000, withTimeout) }

var found any

func BenchmarkValue(b *testing.B) {
	ctx := context.WithValue(context.Background(), key("deepest"), "value")
	for i := 1; i < 10; i++ {
		ctx = context.WithValue(ctx, key("layer "+strconv.Itoa(i)), "another")
	}
	b.ReportAllocs()
	for range b.N {
		found = ctx.Value(key("deepest"))
	}
}

func BenchmarkSetAndCancel(b *testing.B) { repeat(b, setAndCancel) }

func BenchmarkSetAndCancelByTwo(b *testing.B) { parallel(b, setAndCancel) }

// BenchmarkCancelWakes is the time from one cancel until the last of 100,000 waiting goroutines runs.
func BenchmarkCancelWakes(b *testing.B) {
	const goroutines = 100_000
	never := make(chan int)
	for range b.N {
		b.StopTimer()
		ctx, cancel := context.WithCancel(context.Background())
		var waiting sync.WaitGroup
		before := parked()
		for range goroutines {
			waiting.Go(func() {
				select {
				case <-never:
				case <-ctx.Done():
					if ctx.Err() == nil {
						panic("done without an error")
					}
				}
			})
		}
		for parked() < before+goroutines {
			runtime.Gosched()
		}
		b.StartTimer()
		cancel()
		waiting.Wait()
	}
}

// parked is how many goroutines wait.
func parked() uint64 {
	sample := []metrics.Sample{{Name: "/sched/goroutines/waiting:goroutines"}}
	metrics.Read(sample)
	if sample[0].Value.Kind() != metrics.KindUint64 {
		panic("needs Go 1.26")
	}
	return sample[0].Value.Uint64()
}
