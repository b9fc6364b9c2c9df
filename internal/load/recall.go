package load

import (
	"errors"
	"fmt"

	"github.com/sockvet/sockvet/internal/cache"
	"github.com/sockvet/sockvet/internal/output"
	"github.com/sockvet/sockvet/internal/unit"
)

// An outcome is what was found out about a package.
type outcome struct {
	made     *unit.Export // the facts that it made
	findings []output.Finding
	sources  map[string]*output.Source // those of its Go files that the findings are about

	notes, details []string
}

// add adds the diagnostics of a package. The problems tell of mistakes of analyzers.
func (o *outcome) add(f *fixer, diagnostics []unit.Diagnostic) (problems []string) {
	for _, d := range diagnostics {
		found := f.finding(d)
		fix, err := f.fix(d)
		if err != nil {
			problems = append(problems, fmt.Sprintf("%s: %s: %v", f.ID, d.Analyzer.Name, err))
		}
		found.Fix = fix
		for _, name := range found.Files() {
			if o.sources[name] == nil && f.Source(name) != nil {
				o.sources[name] = f.source(name)
			}
		}
		o.findings = append(o.findings, found)
	}
	return problems
}

// recall takes what earlier runs found out about nodes, and returns those of
// which nothing is known: they have to be analyzed. These get the key of their result.
func (r *runner) recall(nodes []*node) []*node {
	if r.memory == nil {
		return nodes
	}
	r.learnTypes(nodes)
	known := make([]bool, len(nodes))
	parallel(len(nodes), func(i int) { known[i] = r.recallOne(nodes[i]) })
	var unknown []*node
	for i, n := range nodes {
		if !known[i] {
			unknown = append(unknown, n)
		}
	}
	return unknown
}

// recallOne takes what earlier runs found out about n, and reports whether there is
// something. Where there is no key, the analysis is to say what is wrong.
func (r *runner) recallOne(n *node) bool {
	if n.broken() || tooNew(n.unit().GoVersion) != "" {
		return false
	}
	key, err := r.memory.resultKey(n, n.imported, r.env.overlay)
	if err != nil {
		return false
	}
	n.key = &key
	o, ok := r.memory.recall(key, r.env.overlay)
	if !ok && !n.imported {
		o, ok = r.recallMore(n)
	}
	if ok {
		r.take(n, o)
	}
	return ok
}

// recallMore takes what a run found out about n in which another package imported it: that
// has facts beside the findings, which are the same.
func (r *runner) recallMore(n *node) (*outcome, bool) {
	key, err := r.memory.resultKey(n, true, r.env.overlay)
	if err != nil {
		return nil, false
	}
	return r.memory.recall(key, r.env.overlay)
}

// recall returns what is stored by a key. Of what is damaged, or about files that are not
// any more what the key says, there is nothing.
func (m *memory) recall(key cache.Key, overlay overlay) (o *outcome, ok bool) {
	data, ok := m.store.Get(key)
	if !ok {
		return nil, false
	}
	result, err := cache.DecodeResult(data)
	if err != nil {
		return nil, false
	}
	made, err := unit.NewDecoder().Decode(result.Facts, "a result of an earlier run")
	if err != nil {
		return nil, false
	}
	o = &outcome{made, result.Findings, map[string]*output.Source{}, result.Notes, result.Details}
	reading := m.reading(overlay)
	for name, packages := range result.Imports {
		content, err := reading.read(name)
		if err != nil {
			return nil, false
		}
		o.sources[name] = &output.Source{Content: content, Packages: packages}
	}
	return o, !reading.other.Load()
}

// remember stores an outcome by a key, which is nil if there is none.
func (m *memory) remember(key *cache.Key, o *outcome) {
	if key == nil {
		return
	}
	facts, err := o.made.Encode()
	result := &cache.Result{Facts: facts, Findings: o.findings, Notes: o.notes, Details: o.details, Imports: map[string]map[string]string{}}
	for name, source := range o.sources {
		result.Imports[name] = source.Packages
	}
	data, encodeErr := result.Encode()
	if err := errors.Join(err, encodeErr); err != nil {
		m.fail(err)
		return
	}
	m.put(*key, data)
}

// learnTypes works out what the nodes see of the types of their imports. For that, export
// data may have to be read, which must be before others use it.
func (r *runner) learnTypes(nodes []*node) {
	var ids []string
	for _, n := range nodes {
		for _, id := range n.Imports {
			if _, known := r.memory.types[id]; !known {
				r.memory.types[id] = ""
				ids = append(ids, id)
			}
		}
	}
	digests := make([]string, len(ids))
	parallel(len(ids), func(i int) { digests[i] = r.memory.recallTypes(r.packages[ids[i]]) })
	for i, id := range ids {
		if p := r.packages[id]; digests[i] == "" && p.contentID() != "" {
			digests[i] = r.digest(p)
		}
		r.memory.types[id] = digests[i]
	}
}

// recallTypes returns a hash of what importers see of the types of p, or "" if it is not
// known. Where nobody works on p, it is that of all that the compiler made of it. There is
// no package "C", and nothing in "unsafe" that could change.
func (m *memory) recallTypes(p *listed) string {
	switch {
	case p == nil || p.ImportPath == "unsafe":
		return "none"
	case p.Standard || p.sealed() || p.contentID() == "":
		return p.contentID()
	}
	digest, _ := m.store.Get(m.typesKey(p))
	return string(digest)
}

// digest works out what importers see of the types of p, and stores it. It returns "" if
// they can't be read, which is for the analysis to say.
func (r *runner) digest(p *listed) string {
	digest, err := r.exports.Digest(p.ImportPath)
	if err != nil {
		return ""
	}
	r.memory.put(r.memory.typesKey(p), digest)
	return string(digest)
}
