// Run it as the tests of the folder above.

// Package xsync has the rows of Groups, Semaphores and Flights as golang.org/x/sync does them.
package xsync

import (
	"context"
	"strconv"
	"sync"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"
	"golang.org/x/sync/semaphore"
	"golang.org/x/sync/singleflight"
)

func BenchmarkSemaphore(b *testing.B) {
	for _, goroutines := range []int{1, 2, 100} {
		b.Run(strconv.Itoa(goroutines), func(b *testing.B) {
			permits := semaphore.NewWeighted(2)
			ctx := context.Background()
			var all sync.WaitGroup
			for range goroutines {
				all.Go(func() {
					for range b.N / goroutines {
						_ = permits.Acquire(ctx, 1)
						permits.Release(1)
					}
				})
			}
			all.Wait()
		})
	}
}

// One operation is the whole group of 100,000 tasks.
func BenchmarkErrGroup(b *testing.B) {
	for range b.N {
		var group errgroup.Group
		for range 100_000 {
			group.Go(func() error { return nil })
		}
		_ = group.Wait()
	}
}

// One operation is 10,000 callers of one key, whose value takes 5 ms to make.
func BenchmarkSingleFlight(b *testing.B) {
	for range b.N {
		var flights singleflight.Group
		start := make(chan struct{})
		var all sync.WaitGroup
		for range 10_000 {
			all.Go(func() {
				<-start
				_, _, _ = flights.Do("key", func() (any, error) {
					time.Sleep(5 * time.Millisecond)
					return "value", nil
				})
			})
		}
		close(start)
		all.Wait()
	}
}
