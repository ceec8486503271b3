package observe

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/candor-scan/candor/scanner/app"
	"github.com/candor-scan/candor/scanner/dex"
	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/usage"
	"github.com/candor-scan/candor/sdkdb"
)

// reader reads the code of an app; what is learned of it goes into the App.
type reader struct {
	*App
	// falseSums names the DEX files whose checksum is wrong.
	falseSums nameList
	// lost is true where classes of a DEX file were not read: then a class
	// that was not found may stand there.
	lost atomic.Bool
}

// ReadCode reads every DEX file once, matches what it and the manifest hold
// against the SDK database and attributes every read to a party. It is called
// once.
func (a *App) ReadCode(ctx context.Context) error {
	r := &reader{App: a}
	// The tables that code is looked up in are made while the first DEX files
	// are inflated.
	var obs *sdkdb.Observation
	ready := sync.OnceValue(func() *usage.Collector {
		obs = r.opt.DB.Observe(r.File.Manifest.Package)
		r.observeManifest(obs)
		return r.collector(obs)
	})
	go func() {
		defer func() { _ = recover() }() // a fault shows again where the value is asked for
		ready()
	}()
	err := r.readDex(ctx, r.File.Dex, ready)
	collector := ready()
	if err != nil {
		return err
	}
	r.DexFiles, r.Classes = len(r.File.Dex), collector.Classes()
	if err := r.readCarried(ctx, collector); err != nil {
		return err
	}
	r.conclude(obs, collector)
	return nil
}

// collector is made for what the manifest says.
func (r *reader) collector(obs *sdkdb.Observation) *usage.Collector {
	c := usage.NewCollector(obs)
	c.Want(r.wantedClasses())
	c.LookOut(usage.References())
	m := r.File.Manifest
	c.For(usage.Target{MinSDK: m.MinSDK, TargetSDK: m.TargetSDK,
		Queries: len(m.Queries.Packages)+len(m.Queries.Intents)+len(m.Queries.Providers) > 0})
	return c
}

// conclude says what follows from all that was read.
func (r *reader) conclude(obs *sdkdb.Observation, c *usage.Collector) {
	r.Matched = obs.Match()
	r.Items = c.Items(r.Matched, r.declared())
	r.Uses = c.Uses(r.Matched, r.declared())
	r.Mentioned = c.Mentioned(r.Matched)
	r.Hosts = c.Hosts()
	r.findHidden(c)
	for _, name := range r.falseSums.sorted() {
		r.note("%s has a DEX checksum that is not that of its content; Android's installer may refuse it", name)
	}
	if c.LoadsCode(r.Matched) {
		r.Engines = append(r.Engines, "code loaded at run time")
	}
	if c.AnswersWebPages() {
		r.Engines = append(r.Engines, "web views")
	}
}

// readDex hands DEX files to a few workers, each with one buffer that it uses
// again, so that memory stays near the largest file per worker.
func (r *reader) readDex(ctx context.Context, files []app.Entry, c func() *usage.Collector) error {
	lost := make([][]evidence.NotRead, len(files)) // by file, so that the order is that of the app
	next := make(chan int)
	var wg sync.WaitGroup
	var mu sync.Mutex
	done := 0
	for range max(1, min(r.opt.Workers, len(files))) {
		wg.Go(func() {
			var buf []byte
			for i := range next {
				buf, lost[i] = r.readOne(files[i], buf, c)
				mu.Lock()
				done++
				if r.opt.Progress != nil {
					r.opt.Progress(done, len(files))
				}
				mu.Unlock()
			}
		})
	}
	var err error
	for _, i := range largestFirst(files) {
		if err = ctx.Err(); err != nil {
			break
		}
		next <- i
	}
	close(next)
	wg.Wait()
	for _, l := range lost {
		r.notRead = append(r.notRead, l...)
	}
	return err
}

// largestFirst returns the indexes of files in the order they are read: the
// largest first, so that no worker ends with it alone and no buffer grows.
func largestFirst(files []app.Entry) []int {
	order := make([]int, len(files))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(files[b].Size, files[a].Size) })
	return order
}

// readOne inflates one DEX file into buf and tells the collector of it, which is
// asked for once it is needed. A fault of candor's own on a forged file costs
// this file and not the report.
func (r *reader) readOne(e app.Entry, buf []byte, c func() *usage.Collector) (read []byte, lost []evidence.NotRead) {
	defer func() {
		if fault := recover(); fault != nil {
			r.lost.Store(true)
			read, lost = buf, []evidence.NotRead{{What: e.Where(), Why: fmt.Sprintf("candor failed on it, which is a fault of candor: %v", fault)}}
		}
	}()
	data, err := r.File.Read(e, buf)
	if err != nil {
		r.lost.Store(true)
		return buf, []evidence.NotRead{{What: e.Where(), Why: err.Error()}}
	}
	files, err := dex.Parse(data, r.opt.DexLimits)
	if err != nil {
		r.lost.Store(true)
		return data, []evidence.NotRead{{What: e.Where(), Why: err.Error()}}
	}
	if !dexSumHolds(data) {
		r.falseSums.add(e.Where())
	}
	for i, f := range files {
		name := e.Where()
		if len(files) > 1 {
			name = fmt.Sprintf("%s#%d", name, i+1)
		}
		stats := c().Read(name, f)
		if len(f.Damage()) > 0 {
			r.lost.Store(true)
		}
		for _, d := range append(f.Damage(), stats.Damage...) {
			lost = append(lost, evidence.NotRead{What: name, Why: d})
		}
	}
	return data, lost
}

// launcherCategory marks the activity that an app starts with.
const launcherCategory = "android.intent.category.LAUNCHER"

// observeManifest tells the SDK matcher what stands outside the code.
func (r *reader) observeManifest(obs *sdkdb.Observation) {
	m := r.File.Manifest
	if m.Application.Name != "" {
		obs.Component("application", m.Application.Name)
	}
	for _, c := range m.Components {
		obs.Component(string(c.Kind), c.Name)
		for _, f := range c.Filters {
			for _, action := range f.Actions {
				obs.Action(action)
			}
			if slices.Contains(f.Categories, launcherCategory) {
				obs.Launcher(c.Name)
			}
		}
		for _, d := range c.MetaData {
			obs.Metadata(d.Name, d.Value.String())
		}
	}
	for _, d := range m.Application.MetaData {
		obs.Metadata(d.Name, d.Value.String())
	}
	for _, p := range m.UsesPermissions {
		obs.Permission(p.Name)
	}
	for _, e := range r.File.Libraries {
		obs.Library(e.Name)
	}
	for _, e := range r.File.Entries() {
		obs.Asset(e.Name)
		if obs.HoldsVersion(e.Name) {
			if data, err := r.File.Read(e, nil); err == nil {
				obs.VersionEntry(e.Name, data)
			}
		}
	}
}

// declared lists the components in the words of usage.
func (r *reader) declared() []usage.Declared {
	var out []usage.Declared
	for _, c := range r.File.Manifest.Components {
		d := usage.Declared{Kind: string(c.Kind), Class: c.Name, Permission: c.Permission}
		for _, f := range c.Filters {
			d.Actions = append(d.Actions, f.Actions...)
		}
		out = append(out, d)
	}
	return out
}
