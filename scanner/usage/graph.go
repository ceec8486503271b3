package usage

import (
	"slices"

	"github.com/candor-scan/candor/scanner/dex"
)

// Graph is the call graph of an app: which method calls which, by class and
// method name. Overloads are one node. Virtual calls are followed to the named
// class and to the methods of the same name in classes below it; creating an
// object reaches all methods of its class, so that callbacks handed to the
// system are not lost. A path in it is therefore a way the code could run, not
// proof that it does.
type Graph struct {
	nodes map[node]int32
	list  []node
	edges [][]int32
	stamp []int32             // by node, the last one an edge led from, plus one
	above map[string]string   // class → super class inside the app
	below map[string][]string // class or interface → classes right below it
	own   map[string]int32    // class → the node that stands for an object of it
}

// node is a method: class with dots, and name. Without a name it is an object
// of the class, from which all methods of the class are reached.
type node struct{ class, name string }

// NewGraph returns an empty graph.
func NewGraph() *Graph {
	return &Graph{nodes: map[node]int32{}, above: map[string]string{}, below: map[string][]string{}, own: map[string]int32{}}
}

// Declare notes the classes a DEX file defines. All files are declared before
// the first is added with [Graph.Read].
func (g *Graph) Declare(f *dex.File) {
	for i := range f.NumClasses() {
		c := f.Class(i)
		name := className(f, c.Type)
		if name == "" {
			continue
		}
		object := g.node(node{class: name})
		g.own[name] = object
		if s := className(f, c.Super); s != "" {
			g.above[name] = s
			g.below[s] = append(g.below[s], name)
		}
		for _, t := range f.AppendInterfaces(nil, i) {
			if s := className(f, t); s != "" {
				g.below[s] = append(g.below[s], name)
			}
		}
		f.DeclaredMethods(i, func(method, _ uint32) {
			g.edge(object, g.node(node{name, dex.Decode(f.String(f.Method(method).Name))}))
		})
	}
}

// Read adds the calls of a DEX file.
func (g *Graph) Read(f *dex.File) {
	inApp := make([]bool, f.NumTypes())
	names := make([]string, f.NumTypes())
	for i := range inApp {
		names[i] = className(f, uint32(i))
		_, inApp[i] = g.own[names[i]]
	}
	watch := make([]uint8, f.NumMethods())
	for i := range watch {
		if c := f.Method(uint32(i)).Class; int(c) < len(inApp) && inApp[c] {
			watch[i] = 1
		}
	}
	method := func(i uint32) (class, name string) {
		m := f.Method(i)
		return names[m.Class], dex.Decode(f.String(m.Name))
	}
	f.Walk(dex.Interest{Methods: watch}, func(_ int, caller uint32, refs []dex.Ref) {
		class, name := method(caller)
		from := g.node(node{class, name})
		for _, r := range refs {
			class, name := method(r.Index)
			if name == "<init>" {
				g.edge(from, g.own[class])
			} else {
				g.edge(from, g.node(node{g.definer(class, name), name}))
			}
		}
	})
}

// maxDepth bounds walks along a class hierarchy, which forged files can close
// to a ring.
const maxDepth = 64

// definer finds the class that has the method a call names: the class itself
// or one above it.
func (g *Graph) definer(class, name string) string {
	at := class
	for range maxDepth {
		if _, ok := g.nodes[node{at, name}]; ok {
			return at
		}
		above, ok := g.above[at]
		if !ok {
			break
		}
		at = above
	}
	return class
}

func (g *Graph) edge(from, to int32) {
	if g.stamp[to] != from+1 {
		g.stamp[to] = from + 1
		g.edges[from] = append(g.edges[from], to)
	}
}

func (g *Graph) node(n node) int32 {
	id, ok := g.nodes[n]
	if !ok {
		id = int32(len(g.list))
		g.nodes[n] = id
		g.list = append(g.list, n)
		g.edges = append(g.edges, nil)
		g.stamp = append(g.stamp, 0)
	}
	return id
}

// maxOverrides bounds the classes looked at below one call.
const maxOverrides = 1000

// overrides lists the methods that a call of n may reach in classes below.
func (g *Graph) overrides(n node) []int32 {
	if n.name == "" || n.name == "<clinit>" {
		return nil
	}
	var found []int32
	classes := append([]string(nil), g.below[n.class]...)
	for i := 0; i < len(classes) && i < maxOverrides; i++ {
		if id, ok := g.nodes[node{classes[i], n.name}]; ok {
			found = append(found, id)
		} else {
			classes = append(classes, g.below[classes[i]]...)
		}
	}
	return found
}

// Path returns the shortest way from a method of a class that from accepts to
// a method that to accepts, as "class.method" names with both ends; nil where
// there is none. Among equally short ones it is the first in the order the
// methods were declared in.
func (g *Graph) Path(from func(class string) bool, to func(class, method string) bool) []string {
	const unseen, root = -2, -1
	prev := make([]int32, len(g.list))
	var queue []int32
	for i, n := range g.list {
		prev[i] = unseen
		if n.name != "" && from(n.class) {
			prev[i] = root
			queue = append(queue, int32(i))
		}
	}
	for len(queue) > 0 {
		at := queue[0]
		queue = queue[1:]
		if n := g.list[at]; n.name != "" && to(n.class, n.name) {
			return g.trace(prev, at)
		}
		for _, next := range append(g.overrides(g.list[at]), g.edges[at]...) {
			if prev[next] == unseen {
				prev[next] = at
				queue = append(queue, next)
			}
		}
	}
	return nil
}

func (g *Graph) trace(prev []int32, at int32) []string {
	var path []string
	for ; at >= 0; at = prev[at] {
		if n := g.list[at]; n.name != "" {
			path = append(path, n.class+"."+n.name)
		}
	}
	slices.Reverse(path)
	return path
}

// className is the class of a type with dots, "" where the type is none.
func className(f *dex.File, t uint32) string {
	if int(t) >= f.NumTypes() {
		return ""
	}
	d := f.Type(t)
	if len(d) < 2 || d[0] != 'L' {
		return ""
	}
	return dotted(dex.Decode(d))
}
