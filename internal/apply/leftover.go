package apply

import (
	"os"
	"path/filepath"
	"strings"
)

// A process that is killed can't remove the file that it was writing. So such files have
// names of their own and are locked, and who writes the next one removes those that no
// process has any more.

// create returns a new file beside the one that is changed, and removes what killed
// processes left there.
func (c *Change) create() (*os.File, error) {
	dir, prefix := filepath.Dir(c.File), "."+filepath.Base(c.File)+".sockvet-"
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		number, ours := strings.CutPrefix(e.Name(), prefix)
		if name := filepath.Join(dir, e.Name()); ours && isNumber(number) && e.Type().IsRegular() && isAbandoned(name) {
			_ = os.Remove(name) // it did no harm so far: nobody needs the fix any less
		}
	}
	temp, err := os.CreateTemp(dir, prefix+"*")
	if err != nil {
		return nil, err
	}
	lock(temp)
	return temp, nil
}

func isNumber(text string) bool { return text != "" && strings.Trim(text, "0123456789") == "" }
