package nogotest

import (
	"bytes"
	"cmp"
	"encoding/gob"
	"fmt"
	"go/types"
	"reflect"
	"slices"
	"sync"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/types/objectpath"
)

// facts are those that the analyzers of one package see and make.
type facts struct {
	pkg *types.Package
	mu  sync.Mutex
	all map[about]analysis.Fact
}

// about says what a fact is about: an object, or a package if there is none.
type about struct {
	pkg *types.Package
	obj types.Object
	typ reflect.Type
}

// A record is a fact in a file.
type record struct {
	Package string
	Object  objectpath.Path
	Fact    analysis.Fact
}

func newFacts(pkg *types.Package) *facts {
	return &facts{pkg: pkg, all: map[about]analysis.Fact{}}
}

// decode adds the facts that the file of an import holds. Those about packages and
// objects that the code cannot reach through its imports are left out.
func (f *facts) decode(data []byte, packages map[string]*types.Package) error {
	if len(data) == 0 {
		return nil
	}
	var records []record
	if err := gob.NewDecoder(bytes.NewReader(data)).Decode(&records); err != nil {
		return err
	}
	for _, r := range records {
		key := about{pkg: packages[r.Package], typ: reflect.TypeOf(r.Fact)}
		if key.pkg == nil {
			continue
		}
		if r.Object != "" {
			obj, err := objectpath.Object(key.pkg, r.Object)
			if err != nil {
				continue
			}
			key.obj = obj
		}
		f.all[key] = r.Fact
	}
	return nil
}

// encode returns the file of facts for those who import the package.
func (f *facts) encode() ([]byte, error) {
	var records []record
	paths := new(objectpath.Encoder)
	for key, fact := range f.all {
		if key.pkg != f.pkg && !passedOn(key.obj) {
			continue
		}
		r := record{Package: key.pkg.Path(), Fact: fact}
		if key.obj != nil {
			path, err := paths.For(key.obj)
			if err != nil {
				continue // nobody else can name it
			}
			r.Object = path
		}
		records = append(records, r)
	}
	slices.SortFunc(records, func(a, b record) int {
		return cmp.Or(cmp.Compare(a.Package, b.Package), cmp.Compare(a.Object, b.Object),
			cmp.Compare(reflect.TypeOf(a.Fact).String(), reflect.TypeOf(b.Fact).String()))
	})
	if len(records) == 0 {
		return nil, nil
	}
	var buf bytes.Buffer
	err := gob.NewEncoder(&buf).Encode(records)
	return buf.Bytes(), err
}

// passedOn reports whether a fact about an object of an import is for those too who
// do not import its package: they can reach types, methods and fields without.
func passedOn(obj types.Object) bool {
	if obj == nil {
		return false
	}
	_, isType := obj.(*types.TypeName)
	return isType || obj.Parent() != obj.Pkg().Scope()
}

func (f *facts) importObject(obj types.Object, to analysis.Fact) bool {
	return f.get(about{obj.Pkg(), obj, reflect.TypeOf(to)}, to)
}

func (f *facts) importPackage(pkg *types.Package, to analysis.Fact) bool {
	return f.get(about{pkg, nil, reflect.TypeOf(to)}, to)
}

func (f *facts) get(key about, to analysis.Fact) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	fact, ok := f.all[key]
	if ok {
		reflect.ValueOf(to).Elem().Set(reflect.ValueOf(fact).Elem())
	}
	return ok
}

// exportObject panics if obj is not of the package: so does nogo, and tells of it
// as of an error of the analyzer.
func (f *facts) exportObject(obj types.Object, fact analysis.Fact) {
	if obj.Pkg() != f.pkg {
		panic(fmt.Sprintf("a fact about %v, which is in another package", obj))
	}
	f.put(about{f.pkg, obj, reflect.TypeOf(fact)}, fact)
}

func (f *facts) exportPackage(fact analysis.Fact) {
	f.put(about{f.pkg, nil, reflect.TypeOf(fact)}, fact)
}

func (f *facts) put(key about, fact analysis.Fact) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.all[key] = fact
}

func (f *facts) objects(of map[reflect.Type]bool) (all []analysis.ObjectFact) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for key, fact := range f.all {
		if key.obj != nil && of[key.typ] {
			all = append(all, analysis.ObjectFact{Object: key.obj, Fact: fact})
		}
	}
	return all
}

func (f *facts) packages(of map[reflect.Type]bool) (all []analysis.PackageFact) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for key, fact := range f.all {
		if key.obj == nil && of[key.typ] {
			all = append(all, analysis.PackageFact{Package: key.pkg, Fact: fact})
		}
	}
	return all
}
