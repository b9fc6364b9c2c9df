package load

import (
	"fmt"
	"path/filepath"
	"sync"
	"sync/atomic"

	"github.com/sockvet/sockvet/internal/cache"
	"github.com/sockvet/sockvet/internal/gate"
	"github.com/sockvet/sockvet/internal/unit"
)

// A memory has the results of earlier runs, and takes those of this one.
type memory struct {
	store *cache.Store
	files *cache.Files
	tool  cache.Key // this build of sockvet
	run   cache.Key // and all else that is the same for each package of a run

	types map[string]string // what importers see of packages, by ID; "" is not known

	once   sync.Once
	failed error // of the first result that could not be stored
}

// newMemory returns a memory of what is in a store, which may be nil. The error says why
// there is none.
func newMemory(store *cache.Store, suite unit.Suite, noGate bool, env env, packages []*listed) (*memory, error) {
	if store == nil {
		return nil, nil
	}
	tool, err := cache.Tool()
	if err != nil {
		return nil, fmt.Errorf("nothing is kept between runs: %w", err)
	}
	sealed := map[string]bool{} // folders
	for _, p := range packages {
		sealed[p.Dir] = p.sealed()
	}
	return &memory{
		store: store,
		files: &cache.Files{
			Read: env.overlay.read,
			Sealed: func(name string) bool {
				_, replaced := env.overlay[name]
				return !replaced && sealed[filepath.Dir(name)]
			},
		},
		tool:  tool,
		run:   runKey(tool, suite, noGate, env),
		types: map[string]string{},
	}, nil
}

// put stores data.
func (m *memory) put(key cache.Key, data []byte) {
	if err := m.store.Put(key, data); err != nil {
		m.fail(err)
	}
}

// fail notes that something could not be stored, which is no reason to stop.
func (m *memory) fail(err error) { m.once.Do(func() { m.failed = err }) }

// close removes old results. The error says that some of this run could not be stored.
func (m *memory) close() error {
	if m == nil {
		return nil
	}
	err := m.store.Trim()
	if m.failed != nil {
		return m.failed
	}
	return err
}

// A reading reads the files of one package for its analysis. What comes of it must not be
// stored if one of them is not what its key says: it was changed in between.
type reading struct {
	memory  *memory
	overlay overlay
	other   atomic.Bool
}

func (m *memory) reading(overlay overlay) *reading { return &reading{memory: m, overlay: overlay} }

func (r *reading) read(name string) ([]byte, error) {
	content, err := r.overlay.read(name)
	if r.memory != nil && (err != nil || !r.memory.files.Is(name, content)) {
		r.other.Store(true)
	}
	return content, err
}

// matters is the gate's [gate.Package.Matters], which is not asked if the answer is known.
func (m *memory) matters(p *gate.Package, overlay overlay) bool {
	reading := m.reading(overlay)
	p.ReadFile = reading.read
	key, err := m.gateKey(p)
	if err != nil {
		return p.Matters()
	}
	if answer, ok := m.store.Get(key); ok && len(answer) == 1 {
		return answer[0] != 0
	}
	answer := []byte{0}
	if p.Matters() {
		answer[0] = 1
	}
	if !reading.other.Load() {
		m.put(key, answer)
	}
	return answer[0] != 0
}
