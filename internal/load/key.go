package load

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strconv"

	"github.com/sockvet/sockvet/internal/cache"
	"github.com/sockvet/sockvet/internal/gate"
	"github.com/sockvet/sockvet/internal/unit"
)

// errUnknown says that there is no key, since nobody knows what all of a package is.
var errUnknown = errors.New("not all is known of the package")

// runKey returns the key of what is the same for each package of a run.
func runKey(tool cache.Key, suite unit.Suite, noGate bool, env env) cache.Key {
	h := cache.NewHash("run")
	h.AddKey("tool", tool)
	h.Add("checks", unit.Settings(suite.Analyzers)...)
	h.Add("gate", strconv.FormatBool(noGate))
	h.Add("go", env.goversion, env.goos, env.goarch)
	h.Add("GODEBUG", os.Getenv("GODEBUG")) // packages of Go's that are used here heed it
	return h.Key()
}

// gateKey returns the key of what the gate says of a package. It is without a memory, or
// an error says what could not be read, if there is none.
func (m *memory) gateKey(p *gate.Package) (cache.Key, error) {
	if m == nil {
		return cache.Key{}, errUnknown
	}
	h := cache.NewHash("gate")
	h.AddKey("tool", m.tool)
	h.Add("imports", p.Imports...)
	h.Add("facts", p.FactNames...)
	err := m.addFiles(h, "files", p.Files)
	return h.Key(), err
}

// resultKey returns the key of what is found out about the package of n, with facts for
// others if those are wanted. The error says why there is none.
func (m *memory) resultKey(n *node, wanted bool, overlay overlay) (cache.Key, error) {
	h := cache.NewHash("result")
	h.AddKey("run", m.run)
	p := n.unit()
	module, err := json.Marshal(n.Module)
	if err != nil {
		return cache.Key{}, err
	}
	h.Add("package", p.ID, p.Path, p.Dir, p.GoVersion, string(module), strconv.FormatBool(n.report), strconv.FormatBool(wanted))
	h.AddMap("import paths", p.ImportMap)
	h.Add("written", n.absolute(n.GoFiles)...)
	h.Add("for cgo", n.absolute(n.CgoFiles)...)
	h.Add("replaced", overlay.among(n.absolute(n.GoFiles, n.CgoFiles))...)
	facts, err := unit.FactsDigest(n.exports())
	if err != nil {
		return cache.Key{}, err
	}
	h.Add("facts", string(facts))
	err = errors.Join(
		m.addTypes(h, n),
		m.addFiles(h, "Go files", p.GoFiles),
		m.addFiles(h, "other files", p.OtherFiles),
		m.addFiles(h, "ignored files", p.IgnoredFiles),
	)
	return h.Key(), err
}

// typesKey returns the key of what importers see of the types of p.
func (m *memory) typesKey(p *listed) cache.Key {
	h := cache.NewHash("types")
	h.AddKey("tool", m.tool)
	h.Add("package", p.ImportPath, p.contentID())
	return h.Key()
}

// addFiles adds names and contents of files.
func (m *memory) addFiles(h *cache.Hash, what string, names []string) error {
	h.Add(what, names...)
	for _, name := range names {
		mark, err := m.files.Mark(name)
		if err != nil {
			return err
		}
		h.Add("content", mark)
	}
	return nil
}

// addTypes adds what n sees of the types of its imports.
func (m *memory) addTypes(h *cache.Hash, n *node) error {
	for _, id := range n.Imports {
		digest := m.types[id]
		if digest == "" {
			return fmt.Errorf("%w: types of %s", errUnknown, id)
		}
		h.Add("types", id, digest)
	}
	return nil
}
