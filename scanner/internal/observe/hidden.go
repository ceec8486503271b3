package observe

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/candor-scan/candor/scanner/app"
	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/usage"
)

// Packer names what hides the code of an app.
type Packer struct {
	Name     string
	Evidence []evidence.Seen
}

// What makes code hidden. Half of the components is far above what shrunk and
// carelessly built apps lack; a packer's own classes are few.
const (
	leastComponents = 5        // declared, below which a share says nothing
	leastMethods    = 10       // with code, below which a share says nothing
	fewClasses      = 500      // a DEX file with fewer may be a shell
	leastSealed     = 64 << 10 // bytes of a file that could be an app's code
	maxMissing      = 25       // missing classes that are listed
	maxPackers      = 3        // packers that are named
	unknownPacker   = "an unknown packer (未知加固)"
	platformPackage = "android." // its classes are on every phone
)

// wantedClasses are the classes whose presence tells whether code is hidden.
func (r *reader) wantedClasses() []string {
	return append(app.PackerClasses(), r.componentClasses()...)
}

// componentClasses lists the classes the manifest promises, each once, in its
// order; those of an alias are left out.
func (r *reader) componentClasses() []string {
	m := r.File.Manifest
	if !m.Application.HasCode {
		return nil
	}
	var classes []string
	seen := map[string]bool{"": true}
	add := func(name string) {
		if !seen[name] && !strings.HasPrefix(name, platformPackage) {
			classes = append(classes, name)
		}
		seen[name] = true
	}
	add(m.Application.Name)
	for _, c := range m.Components {
		if c.Kind != app.ActivityAlias {
			add(c.Name)
		}
	}
	return classes
}

// readCarried reads the code that lies in the app as data.
func (r *reader) readCarried(ctx context.Context, c *usage.Collector) error {
	r.carried = r.File.CarriedCode()
	r.notRead = append(r.notRead, r.carried.NotRead...)
	for _, e := range r.carried.Sealed {
		r.notRead = append(r.notRead, evidence.NotRead{What: e.Where(), Why: "it is named as code, but is neither a DEX file nor an archive; it may be encrypted"})
	}
	return r.readDex(ctx, r.carried.Dex, func() *usage.Collector { return c })
}

// findHidden decides whether code of the app is hidden, by what packers leave
// behind and by what is missing.
func (r *reader) findHidden(c *usage.Collector) {
	defined := c.Defined()
	names, proof := r.knownPackers(defined)
	missing := r.missingClasses(defined)
	if declared := r.componentClasses(); 2*len(missing) > len(declared) && len(declared) >= leastComponents {
		r.note("%d of %d component classes of the manifest are in no DEX file", len(missing), len(declared))
		if !r.starts(defined) {
			proof = append(proof, promised(missing)...)
		}
	}
	proof = append(proof, r.emptied(c)...)
	proof = append(proof, r.sealed(len(proof) > 0 || len(missing) > 0 || c.LoadsCode(r.Matched))...)
	if len(proof) == 0 {
		return
	}
	if len(names) == 0 {
		names = []string{unknownPacker}
	}
	r.Packer = &Packer{Name: strings.Join(names[:min(len(names), maxPackers)], ", "), Evidence: proof}
}

// knownPackers names the packers that hide code, with what shows them. Those
// that leave the code readable are a note.
func (r *reader) knownPackers(defined map[string]evidence.Seen) (names []string, proof []evidence.Seen) {
	for _, p := range r.File.Packers(defined) {
		if !p.Hides {
			r.note("%s is in the app (%s); it leaves the classes readable", p.Name, p.Evidence[0].Where)
			continue
		}
		names = append(names, p.Name)
		proof = append(proof, p.Evidence...)
	}
	return names, proof
}

// missingClasses lists the classes the manifest promises and no file that was
// read defines; none where classes of a DEX file were lost.
func (r *reader) missingClasses(defined map[string]evidence.Seen) []string {
	if r.lost.Load() {
		return nil
	}
	promised := r.componentClasses()
	missing := slices.DeleteFunc(slices.Clone(promised), func(name string) bool { _, ok := defined[name]; return ok })
	if len(missing) == 0 {
		return nil
	}
	apart := r.File.DeliveredApart()
	return slices.DeleteFunc(missing, func(name string) bool { return apart[name] })
}

// starts reports whether the class of an activity that the app starts with is
// there. Shells take that first; components of SDKs that were removed, or that
// come with a feature on demand, stay behind in manifests.
func (r *reader) starts(defined map[string]evidence.Seen) bool {
	for _, c := range r.File.Manifest.Components {
		launcher := slices.ContainsFunc(c.Filters, func(f app.IntentFilter) bool { return slices.Contains(f.Categories, launcherCategory) })
		if _, ok := defined[cmp.Or(c.Target, c.Name)]; ok && launcher {
			return true
		}
	}
	return false
}

// promised is the proof that most components have no class.
func promised(missing []string) []evidence.Seen {
	var proof []evidence.Seen
	for _, name := range missing[:min(len(missing), maxMissing)] {
		proof = append(proof, evidence.Seen{Kind: evidence.Component, Value: name, Where: "AndroidManifest.xml", Count: 1})
	}
	return proof
}

// emptied is the proof that most methods have lost their code.
func (r *reader) emptied(c *usage.Collector) []evidence.Seen {
	hollow, code := c.Hollow()
	if 2*hollow <= code || code < leastMethods {
		return nil
	}
	r.note("%d of %d methods hold nothing but nop, or nop and a return: their code was taken out. Which classes and SDKs the app holds is seen all the same; who calls what is not", hollow, code)
	return []evidence.Seen{{Kind: evidence.Structure, Value: "methods that hold nothing but nop", Where: r.File.Dex[0].Where(), Count: hollow}}
}

// sealed is the proof that a file beside a small DEX file is encrypted code:
// one that is named as code, or, where something else speaks for hidden code,
// one named as data.
func (r *reader) sealed(other bool) []evidence.Seen {
	if r.Classes >= fewClasses || !r.File.Manifest.Application.HasCode {
		return nil
	}
	var proof []evidence.Seen
	for _, e := range r.carried.Sealed {
		if e.Size >= leastSealed {
			proof = append(proof, evidence.Seen{Kind: evidence.Asset, Value: e.Name, Where: e.Where(), Count: 1})
		}
	}
	var dexBytes int64
	for _, e := range r.File.Dex {
		dexBytes += e.Size
	}
	for _, e := range r.carried.Blobs {
		if e.Size < dexBytes || !r.File.LooksEncrypted(e) {
			continue
		}
		if !other && len(proof) == 0 {
			r.note("%s looks encrypted or compressed, and is larger than the app's code; nothing else speaks for code in it", e.Where())
			continue
		}
		r.notRead = append(r.notRead, evidence.NotRead{What: e.Where(), Why: "it looks encrypted; it may hold the code of the app"})
		proof = append(proof, evidence.Seen{Kind: evidence.Asset, Value: e.Name, Where: e.Where(), Count: 1})
	}
	return proof
}

func (r *reader) note(format string, args ...any) {
	r.notes = append(r.notes, fmt.Sprintf(format, args...))
}
