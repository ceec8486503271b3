// Command candor holds a mobile app against its privacy policy.
package main

import (
	"context"
	"os"
	"os/signal"
	"runtime/debug"
)

// gcPercent has the collector run less often than it does by default: most of
// what a scan holds is one buffer per worker, and the rest is small.
const gcPercent = 300

// softMemory is what the process keeps to as far as it can: near it the
// collector runs as often as it must.
const softMemory = 896 << 20

func main() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(gcPercent)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(softMemory)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
