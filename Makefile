# What a developer runs most. CI runs .ci/run.

.PHONY: build test lint fuzz bench

build:
	CGO_ENABLED=0 go build -trimpath -o bin/candor ./cmd/candor

test:
	go test ./...

lint:
	gofmt -l . && go vet ./... && go tool staticcheck ./...

# Every fuzz target for FUZZTIME (30s), all together for at most FUZZTOTAL
# seconds where that is set.
fuzz:
	scripts/fuzz.sh

# The Go benchmarks. scripts/bench.py holds candor against other tools.
bench:
	go test -run '^$$' -bench . -benchmem ./...
