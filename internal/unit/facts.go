package unit

import (
	"fmt"
	"go/types"
	"reflect"
	"sync"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/types/objectpath"
)

// Facts are the facts that the analyzers of one unit see and make.
type Facts struct {
	pkg     *types.Package
	imports []*Export

	mu     sync.Mutex
	facts  map[factKey]analysis.Fact
	misuse error // by an analyzer
}

// A factKey has no object where the fact is about a package.
type factKey struct {
	pkg *types.Package
	obj types.Object
	typ reflect.Type
}

// NewFacts returns the facts of a unit whose package is pkg, with the exports of
// its direct imports. The function find returns the package with an import path,
// or nil if the unit does not know it; facts about what the unit does not know
// are left out. The error is that of decoding facts.
func NewFacts(pkg *types.Package, imports []*Export, find func(path string) *types.Package) (*Facts, error) {
	f := &Facts{pkg: pkg, imports: imports, facts: map[factKey]analysis.Fact{}}
	for _, b := range visible(imports) {
		records, err := b.Records()
		if err != nil {
			return nil, err
		}
		for _, r := range records {
			if key, ok := r.locate(find); ok {
				f.facts[key] = r.Fact
			}
		}
	}
	return f, nil
}

func (r Record) locate(find func(path string) *types.Package) (factKey, bool) {
	key := factKey{pkg: find(r.PkgPath), typ: reflect.TypeOf(r.Fact)}
	if key.pkg == nil || r.Object == "" {
		return key, key.pkg != nil
	}
	obj, err := objectpath.Object(key.pkg, r.Object)
	key.obj = obj
	return key, err == nil
}

// Export returns what importers of the unit get to know: what it made, and what its
// imports pass on.
func (f *Facts) Export(suite *Suite) *Export { return f.Made(suite).On(f.imports) }

// Made returns the facts made about the unit's own package and objects, as far as others
// can name those.
func (f *Facts) Made(suite *Suite) *Export {
	var records []Record
	paths := new(objectpath.Encoder)
	for key, fact := range f.facts {
		if key.pkg != f.pkg {
			continue
		}
		r := Record{PkgPath: f.pkg.Path(), Fact: fact}
		if key.obj != nil {
			path, err := paths.For(key.obj)
			if err != nil {
				continue // a local object: nobody else can ask about it
			}
			r.Object = path
		}
		records = append(records, r)
	}
	return suite.newExport(records)
}

// install gives the pass access to the facts.
func (f *Facts) install(pass *analysis.Pass) {
	mine := map[reflect.Type]bool{}
	for _, fact := range pass.Analyzer.FactTypes {
		mine[reflect.TypeOf(fact)] = true
	}
	pass.ImportObjectFact = func(obj types.Object, fact analysis.Fact) bool {
		return f.get(factKey{obj.Pkg(), obj, reflect.TypeOf(fact)}, fact)
	}
	pass.ImportPackageFact = func(pkg *types.Package, fact analysis.Fact) bool {
		return f.get(factKey{pkg, nil, reflect.TypeOf(fact)}, fact)
	}
	pass.ExportObjectFact = func(obj types.Object, fact analysis.Fact) {
		f.put(factKey{obj.Pkg(), obj, reflect.TypeOf(fact)}, fact)
	}
	pass.ExportPackageFact = func(fact analysis.Fact) {
		f.put(factKey{f.pkg, nil, reflect.TypeOf(fact)}, fact)
	}
	pass.AllObjectFacts = func() []analysis.ObjectFact { return f.allObjects(mine) }
	pass.AllPackageFacts = func() []analysis.PackageFact { return f.allPackages(mine) }
}

func (f *Facts) get(key factKey, to analysis.Fact) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	fact, ok := f.facts[key]
	if ok {
		reflect.ValueOf(to).Elem().Set(reflect.ValueOf(fact).Elem())
	}
	return ok
}

func (f *Facts) put(key factKey, fact analysis.Fact) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if key.pkg != f.pkg {
		f.misuse = fmt.Errorf("made a fact (%T) about %v, which is in another package", fact, key.obj)
		return
	}
	f.facts[key] = fact
}

func (f *Facts) allObjects(of map[reflect.Type]bool) (all []analysis.ObjectFact) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for key, fact := range f.facts {
		if key.obj != nil && of[key.typ] {
			all = append(all, analysis.ObjectFact{Object: key.obj, Fact: fact})
		}
	}
	return all
}

func (f *Facts) allPackages(of map[reflect.Type]bool) (all []analysis.PackageFact) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for key, fact := range f.facts {
		if key.obj == nil && of[key.typ] {
			all = append(all, analysis.PackageFact{Package: key.pkg, Fact: fact})
		}
	}
	return all
}
