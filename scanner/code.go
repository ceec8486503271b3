package scanner

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"

	"github.com/candor-scan/candor/scanner/app"
	"github.com/candor-scan/candor/scanner/dex"
	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/usage"
	"github.com/candor-scan/candor/sdkdb"
)

// scan is one app on its way through the pipeline.
type scan struct {
	app *app.App
	opt Options

	sha256   string
	dexFiles int
	classes  int
	hosts    []string
	// unseen names what the code runs that candor does not read.
	unseen  []string
	notRead []evidence.NotRead
	// falseSums names the DEX files whose checksum is wrong.
	falseSums nameList
	hidden    hidden
	matched   *sdkdb.Result
	calls     *usage.Graph // read on demand
	items     []usage.Item
	uses      []usage.Use
	// mentioned are the patterns of usage.References that code refers to.
	mentioned map[string]bool
}

// readCode reads every DEX file once, matches what it and the manifest hold
// against the SDK database and attributes every read to a party.
func (s *scan) readCode(ctx context.Context) error {
	// The tables that code is looked up in are made while the first DEX files
	// are inflated.
	var obs *sdkdb.Observation
	ready := sync.OnceValue(func() *usage.Collector {
		obs = s.opt.DB.Observe(s.app.Manifest.Package)
		s.observeManifest(obs)
		c := usage.NewCollector(obs)
		c.Want(s.wantedClasses())
		c.LookOut(usage.References())
		m := s.app.Manifest
		c.For(usage.Target{MinSDK: m.MinSDK, TargetSDK: m.TargetSDK,
			Queries: len(m.Queries.Packages)+len(m.Queries.Intents)+len(m.Queries.Providers) > 0})
		return c
	})
	go func() {
		defer func() { _ = recover() }() // a fault shows again where the value is asked for
		ready()
	}()
	err := s.readDex(ctx, s.app.Dex, ready)
	collector := ready()
	if err != nil {
		return err
	}
	s.dexFiles, s.classes = len(s.app.Dex), collector.Classes()
	if err := s.readCarried(ctx, collector); err != nil {
		return err
	}
	s.matched = obs.Match()
	s.items = collector.Items(s.matched, s.declared())
	s.uses = collector.Uses(s.matched, s.declared())
	s.mentioned = collector.Mentioned(s.matched)
	s.hosts = collector.Hosts()
	s.findHidden(collector)
	for _, name := range s.falseSums.sorted() {
		s.note("%s has a DEX checksum that is not that of its content; Android's installer may refuse it", name)
	}
	if collector.LoadsCode(s.matched) {
		s.unseen = append(s.unseen, "code loaded at run time")
	}
	if collector.AnswersWebPages() {
		s.unseen = append(s.unseen, "web views")
	}
	return nil
}

// readDex hands DEX files to a few workers, each with one buffer that it uses
// again, so that memory stays near the largest file per worker.
func (s *scan) readDex(ctx context.Context, files []app.Entry, c func() *usage.Collector) error {
	lost := make([][]evidence.NotRead, len(files)) // by file, so that the order is that of the app
	next := make(chan int)
	var wg sync.WaitGroup
	var mu sync.Mutex
	done := 0
	for range workers(s.opt, len(files)) {
		wg.Go(func() {
			var buf []byte
			for i := range next {
				buf, lost[i] = s.readOne(files[i], buf, c)
				mu.Lock()
				done++
				if s.opt.Progress != nil {
					s.opt.Progress(done, len(files))
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
		s.notRead = append(s.notRead, l...)
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
func (s *scan) readOne(e app.Entry, buf []byte, c func() *usage.Collector) (read []byte, lost []evidence.NotRead) {
	defer func() {
		if fault := recover(); fault != nil {
			s.hidden.lost.Store(true)
			read, lost = buf, []evidence.NotRead{{What: e.Where(), Why: fmt.Sprintf("candor failed on it, which is a fault of candor: %v", fault)}}
		}
	}()
	data, err := s.app.Read(e, buf)
	if err != nil {
		s.hidden.lost.Store(true)
		return buf, []evidence.NotRead{{What: e.Where(), Why: err.Error()}}
	}
	files, err := dex.Parse(data, s.opt.DexLimits)
	if err != nil {
		s.hidden.lost.Store(true)
		return data, []evidence.NotRead{{What: e.Where(), Why: err.Error()}}
	}
	if !dexSumHolds(data) {
		s.falseSums.add(e.Where())
	}
	for i, f := range files {
		name := e.Where()
		if len(files) > 1 {
			name = fmt.Sprintf("%s#%d", name, i+1)
		}
		stats := c().Read(name, f)
		if len(f.Damage()) > 0 {
			s.hidden.lost.Store(true)
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
func (s *scan) observeManifest(obs *sdkdb.Observation) {
	m := s.app.Manifest
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
	for _, e := range s.app.Libraries {
		obs.Library(e.Name)
	}
	for _, e := range s.app.Entries() {
		obs.Asset(e.Name)
		if obs.HoldsVersion(e.Name) {
			if data, err := s.app.Read(e, nil); err == nil {
				obs.VersionEntry(e.Name, data)
			}
		}
	}
}

// declared lists the components in the words of usage.
func (s *scan) declared() []usage.Declared {
	var out []usage.Declared
	for _, c := range s.app.Manifest.Components {
		d := usage.Declared{Kind: string(c.Kind), Class: c.Name, Permission: c.Permission}
		for _, f := range c.Filters {
			d.Actions = append(d.Actions, f.Actions...)
		}
		out = append(out, d)
	}
	return out
}
