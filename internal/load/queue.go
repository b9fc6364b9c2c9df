package load

import "github.com/sockvet/sockvet/internal/unit"

// A queue hands out packages whose imports are done.
type queue struct {
	ready     []*node
	waiting   map[*node]int // for how many imports, if for any
	importers map[*node][]*node
	families  map[string]int // how many packages are left of each
}

func newQueue(nodes []*node) *queue {
	q := &queue{waiting: map[*node]int{}, importers: map[*node][]*node{}, families: map[string]int{}}
	for _, n := range nodes {
		for _, imported := range n.imports {
			q.importers[imported] = append(q.importers[imported], n)
		}
		if _, family := unit.SplitID(n.ImportPath); family != "" {
			q.families[family]++
		}
		if len(n.imports) == 0 {
			q.ready = append(q.ready, n)
		} else {
			q.waiting[n] = len(n.imports)
		}
	}
	return q
}

// next returns packages that have become ready since it was last asked.
func (q *queue) next() []*node {
	ready := q.ready
	q.ready = nil
	return ready
}

// done takes note that packages are done. It returns the families of which none is left.
func (q *queue) done(nodes []*node) (over []string) {
	for _, n := range nodes {
		for _, importer := range q.importers[n] {
			if q.waiting[importer]--; q.waiting[importer] == 0 {
				delete(q.waiting, importer)
				q.ready = append(q.ready, importer)
			}
		}
		if _, family := unit.SplitID(n.ImportPath); family != "" {
			if q.families[family]--; q.families[family] == 0 {
				over = append(over, family)
			}
		}
	}
	return over
}
