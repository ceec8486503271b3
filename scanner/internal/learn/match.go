package learn

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/candor-scan/candor/scanner/app"
	"github.com/candor-scan/candor/scanner/dex"
	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/internal/observe"
	"github.com/candor-scan/candor/scanner/jvm"
	"github.com/candor-scan/candor/scanner/usage"
	"github.com/candor-scan/candor/sdkdb"
)

// maxDexFile bounds a DEX file that is read by itself.
const maxDexFile = 256 << 20

// Match says which entries of the SDK database a file matches: an app, a
// DEX file, a JAR or an AAR. What was lost is named.
func Match(ctx context.Context, src app.Source, o observe.Options) (*sdkdb.Result, []evidence.NotRead, error) {
	if src.File == nil {
		return matchApp(ctx, src, o)
	}
	head := make([]byte, 4)
	if _, err := src.File.ReadAt(head, 0); err == nil && string(head) == "dex\n" {
		return matchDex(src, o)
	}
	archive, err := jvm.Open(src.File, src.Size, jvm.DefaultLimits())
	if err == nil {
		return matchArchive(src, archive, o)
	}
	result, lost, appErr := matchApp(ctx, src, o)
	if appErr != nil {
		return nil, nil, fmt.Errorf("%s: no app, DEX file, JAR or AAR: %w", src.Path, err)
	}
	return result, lost, nil
}

func matchApp(ctx context.Context, src app.Source, o observe.Options) (*sdkdb.Result, []evidence.NotRead, error) {
	a, err := observe.Read(ctx, src, o)
	if err != nil {
		return nil, nil, err
	}
	defer a.Close()
	return a.Matched, a.NotRead(), nil
}

func matchDex(src app.Source, o observe.Options) (*sdkdb.Result, []evidence.NotRead, error) {
	files, err := readDexFile(src, o)
	if err != nil {
		return nil, nil, err
	}
	obs := o.DB.Observe("")
	collector := usage.NewCollector(obs)
	var lost []evidence.NotRead
	for i, f := range files {
		stats := collector.Read(fmt.Sprintf("%s#%d", src.Path, i+1), f)
		for _, d := range append(f.Damage(), stats.Damage...) {
			lost = append(lost, evidence.NotRead{What: src.Path, Why: d})
		}
	}
	return obs.Match(), lost, nil
}

func readDexFile(src app.Source, o observe.Options) ([]*dex.File, error) {
	if src.Size > maxDexFile {
		return nil, errors.New("more than 256 MB, not a DEX file of an app")
	}
	data := make([]byte, src.Size)
	if _, err := io.ReadFull(io.NewSectionReader(src.File, 0, src.Size), data); err != nil {
		return nil, err
	}
	return dex.Parse(data, o.DexLimits)
}

// matchArchive matches a JAR or AAR as if an app had taken it in.
func matchArchive(src app.Source, archive *jvm.Archive, o observe.Options) (*sdkdb.Result, []evidence.NotRead, error) {
	artefact, lost := readArchive(src.Path, archive)
	obs := o.DB.Observe("")
	for _, name := range artefact.Components {
		obs.Component("activity", name)
	}
	for _, name := range artefact.Metadata {
		obs.Metadata(name, "")
	}
	for _, name := range artefact.Actions {
		obs.Action(name)
	}
	for _, name := range artefact.Libraries {
		obs.Library(name)
	}
	for _, path := range artefact.Assets {
		obs.Asset(path)
	}
	code := obs.Code("classes")
	for _, c := range archive.Classes {
		matchClass(code, c)
	}
	return obs.Match(), lost, nil
}

// matchClass tells the database what one class file holds.
func matchClass(code *sdkdb.Code, c *jvm.Class) {
	descriptor := []byte(c.Type)
	from := code.Class(descriptor, true)
	if code.HoldsVersion(descriptor, from) {
		for _, f := range c.Fields {
			if f.Value != nil {
				code.Constant(descriptor, []byte(f.Name), []byte(*f.Value))
			}
		}
	}
	for _, m := range c.Methods {
		for _, r := range m.Refs {
			switch r.Kind {
			case dex.StringRef:
				if s := []byte(c.Strings[r.Index]); code.WatchString(s) {
					code.String(s, descriptor)
				}
			case dex.CallRef:
				matchCall(code, from, c, m.Name, c.MethodRefs[r.Index])
			}
		}
		if code.Unclaimed(from) && !sdkdb.IsClassInitializer([]byte(m.Name)) {
			code.Method(descriptor, traces(c, m.Refs))
		}
	}
}

func matchCall(code *sdkdb.Code, from sdkdb.Origin, c *jvm.Class, method string, to jvm.Member) {
	if !strings.HasPrefix(to.Class, "L") {
		return
	}
	into := code.Class([]byte(to.Class), false)
	if from != into && code.WatchClass(into) && code.Calls(from, into) {
		code.Call(from, into, dotted(to.Class)+"."+to.Name, dotted(c.Type)+"."+method)
	}
}
