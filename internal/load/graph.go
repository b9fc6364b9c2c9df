package load

import (
	"github.com/sockvet/sockvet/internal/cache"
	"github.com/sockvet/sockvet/internal/unit"
)

// A node is a package that takes part in the analysis.
type node struct {
	*listed
	report   bool         // the user wants its diagnostics; else its facts only
	imports  []*node      // those that may have facts
	imported bool         // another one imports it
	export   *unit.Export // what importers get to know; nil if that is nothing
	key      *cache.Key   // of what is found out about it; nil if there is none
	reading  *reading     // of its files, for the analysis
}

// graph returns the packages to analyze, those that are to be reported and
// those that they import, each after its imports.
//
// The standard library gets no facts, since the table describes it. It is left
// out unless it is to be reported.
func graph(packages []*listed) []*node {
	g := grapher{nodes: map[string]*node{}, entered: map[*node]bool{}, left: map[*node]bool{}}
	wanted := reported(packages)
	for _, p := range packages {
		g.nodes[p.ImportPath] = &node{listed: p, report: wanted[p.ImportPath]}
	}
	for _, p := range packages {
		if wanted[p.ImportPath] {
			g.visit(p.ImportPath)
		}
	}
	return g.order
}

type grapher struct {
	nodes   map[string]*node
	entered map[*node]bool
	left    map[*node]bool // those in order
	order   []*node
}

// visit adds the package of that ID, after its imports, and returns it. It returns nil
// for a package that is left out, and where an import leads back to a package whose
// imports are being visited: the go command reports such a cycle as an error of its
// packages, which are not analyzed then.
func (g *grapher) visit(id string) *node {
	n := g.nodes[id]
	switch {
	case n == nil || n.Standard && !n.report:
		return nil
	case g.left[n]:
		return n
	case g.entered[n]:
		return nil
	}
	g.entered[n] = true
	for _, imported := range n.Imports {
		if m := g.visit(imported); m != nil {
			n.imports = append(n.imports, m)
			m.imported = true
		}
	}
	g.left[n] = true
	g.order = append(g.order, n)
	return n
}

// reported returns the IDs of the packages whose diagnostics are wanted: those
// that match the patterns and their external tests. Where a package has tests of
// its own, its test variant, which has all its files, stands for it, unless it
// does not compile.
func reported(packages []*listed) map[string]bool {
	wanted := map[string]bool{}
	for _, p := range packages {
		if p.ForTest == "" && !p.DepOnly && !p.testMain() {
			wanted[p.ImportPath] = true
		}
	}
	var replaced []string
	for _, p := range packages {
		path, _ := unit.SplitID(p.ImportPath)
		switch {
		case !wanted[p.ForTest]:
		case path == p.ForTest:
			wanted[p.ImportPath] = true
			if !p.broken() {
				replaced = append(replaced, path)
			}
		case path == p.ForTest+"_test":
			wanted[p.ImportPath] = true
		}
	}
	for _, path := range replaced {
		delete(wanted, path)
	}
	return wanted
}

// variants returns, for each test, the import paths of the packages that were
// compiled again for it. See unit.NewExports.
func variants(packages []*listed) map[string][]string {
	paths := map[string][]string{}
	for _, p := range packages {
		if path, family := unit.SplitID(p.ImportPath); family != "" {
			paths[family] = append(paths[family], path)
		}
	}
	return paths
}
