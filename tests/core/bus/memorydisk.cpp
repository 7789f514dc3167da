// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/bus/memorydisk.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstring>
#include <new>

namespace weir::test {

namespace {

MemoryDisk *disk = nullptr;
sqlite3_vfs *original = nullptr;

/// What SQLite allocates for an open file.
struct OpenFile
{
    sqlite3_file base;
    std::shared_ptr<MemoryDisk::File> *file;
    std::vector<std::unique_ptr<char[]>> *shared; ///< The index of the write-ahead log.
    int lock;
};

OpenFile &opened(sqlite3_file *file)
{
    void *const any = file;
    return *static_cast<OpenFile *>(any);
}

MemoryDisk::File &contents(sqlite3_file *file)
{
    return **opened(file).file;
}

/// Takes \a sector over, where \a from still reaches it.
void copySector(const std::vector<char> &from, std::vector<char> &to, std::size_t sector)
{
    const std::size_t begin = sector * MemoryDisk::sectorSize,
                      end = std::min(begin + MemoryDisk::sectorSize, from.size());
    if (begin >= end)
        return;
    if (to.size() < end)
        to.resize(end);
    std::memcpy(to.data() + begin, from.data() + begin, end - begin);
}

int closeFile(sqlite3_file *file)
{
    delete opened(file).file;
    delete opened(file).shared;
    return SQLITE_OK;
}

int readFile(sqlite3_file *file, void *to, int amount, sqlite3_int64 offset)
{
    const std::vector<char> &data = contents(file).data;
    const auto size = static_cast<std::size_t>(amount), from = static_cast<std::size_t>(offset);
    const std::size_t there = from < data.size() ? std::min(size, data.size() - from) : 0;
    if (there > 0)
        std::memcpy(to, data.data() + from, there);
    std::memset(static_cast<char *>(to) + there, 0, size - there);
    return there == size ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

int writeFile(sqlite3_file *file, const void *from, int amount, sqlite3_int64 offset)
{
    if (const int error = disk->operation(true); error != SQLITE_OK)
        return error;
    MemoryDisk::File &target = contents(file);
    const auto begin = static_cast<std::size_t>(offset), end = begin + static_cast<std::size_t>(amount);
    if (target.data.size() < end)
        target.data.resize(end);
    std::memcpy(target.data.data() + begin, from, end - begin);
    for (std::size_t sector = begin / MemoryDisk::sectorSize; sector * MemoryDisk::sectorSize < end; ++sector)
        target.unsynced.insert(sector);
    return SQLITE_OK;
}

int truncateFile(sqlite3_file *file, sqlite3_int64 size)
{
    if (const int error = disk->operation(true); error != SQLITE_OK)
        return error;
    MemoryDisk::File &target = contents(file);
    const auto end = static_cast<std::size_t>(size);
    for (std::size_t sector = end / MemoryDisk::sectorSize; sector * MemoryDisk::sectorSize < target.data.size();
         ++sector)
        target.unsynced.insert(sector);
    target.data.resize(end);
    return SQLITE_OK;
}

int syncFile(sqlite3_file *file, int)
{
    if (const int error = disk->operation(false); error != SQLITE_OK)
        return error;
    MemoryDisk::File &target = contents(file);
    target.synced.resize(target.data.size());
    for (const std::size_t sector : target.unsynced)
        copySector(target.data, target.synced, sector);
    target.unsynced.clear();
    return SQLITE_OK;
}

int fileSize(sqlite3_file *file, sqlite3_int64 *size)
{
    *size = static_cast<sqlite3_int64>(contents(file).data.size());
    return SQLITE_OK;
}

int lockFile(sqlite3_file *file, int lock)
{
    opened(file).lock = std::max(opened(file).lock, lock);
    return SQLITE_OK;
}

int unlockFile(sqlite3_file *file, int lock)
{
    opened(file).lock = lock;
    return SQLITE_OK;
}

int checkReserved(sqlite3_file *, int *isReserved)
{
    *isReserved = 0;
    return SQLITE_OK;
}

int fileControl(sqlite3_file *, int, void *)
{
    return SQLITE_NOTFOUND;
}

int sectorSizeOf(sqlite3_file *)
{
    return static_cast<int>(MemoryDisk::sectorSize);
}

int characteristics(sqlite3_file *)
{
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

int mapShared(sqlite3_file *file, int region, int size, int extends, void volatile **memory)
{
    auto &regions = *opened(file).shared;
    const auto wanted = static_cast<std::size_t>(region);
    *memory = nullptr;
    if (regions.size() <= wanted && extends == 0)
        return SQLITE_OK;
    while (regions.size() <= wanted)
        regions.push_back(std::make_unique<char[]>(static_cast<std::size_t>(size)));
    *memory = regions[wanted].get();
    return SQLITE_OK;
}

int lockShared(sqlite3_file *, int, int, int)
{
    return SQLITE_OK; // There is one connection.
}

void sharedBarrier(sqlite3_file *) {}

int unmapShared(sqlite3_file *file, int)
{
    opened(file).shared->clear();
    return SQLITE_OK;
}

const sqlite3_io_methods &methods()
{
    static const sqlite3_io_methods made = [] {
        sqlite3_io_methods m{};
        m.iVersion = 2;
        m.xClose = closeFile;
        m.xRead = readFile;
        m.xWrite = writeFile;
        m.xTruncate = truncateFile;
        m.xSync = syncFile;
        m.xFileSize = fileSize;
        m.xLock = lockFile;
        m.xUnlock = unlockFile;
        m.xCheckReservedLock = checkReserved;
        m.xFileControl = fileControl;
        m.xSectorSize = sectorSizeOf;
        m.xDeviceCharacteristics = characteristics;
        m.xShmMap = mapShared;
        m.xShmLock = lockShared;
        m.xShmBarrier = sharedBarrier;
        m.xShmUnmap = unmapShared;
        return m;
    }();
    return made;
}

int openFile(sqlite3_vfs *, const char *name, sqlite3_file *file, int flags, int *outFlags)
{
    void *const any = file;
    OpenFile &made = *new (any) OpenFile{};
    std::shared_ptr<MemoryDisk::File> entry;
    if (name) {
        std::shared_ptr<MemoryDisk::File> &kept = disk->files[name];
        if (!kept)
            kept = std::make_shared<MemoryDisk::File>();
        entry = kept;
    } else {
        entry = std::make_shared<MemoryDisk::File>(); // A temporary file.
    }
    made.file = new std::shared_ptr<MemoryDisk::File>(std::move(entry));
    made.shared = new std::vector<std::unique_ptr<char[]>>;
    made.base.pMethods = &methods();
    if (outFlags)
        *outFlags = flags;
    return SQLITE_OK;
}

int deleteFile(sqlite3_vfs *, const char *name, int)
{
    if (const int error = disk->operation(false); error != SQLITE_OK)
        return error;
    return disk->files.erase(name) > 0 ? SQLITE_OK : SQLITE_IOERR_DELETE_NOENT;
}

int accessFile(sqlite3_vfs *, const char *name, int, int *result)
{
    const auto found = disk->files.find(name);
    *result = found != disk->files.end() && !found->second->data.empty() ? 1 : 0;
    return SQLITE_OK;
}

int fullName(sqlite3_vfs *, const char *name, int size, char *full)
{
    std::strncpy(full, name, static_cast<std::size_t>(size) - 1);
    full[size - 1] = '\0';
    return SQLITE_OK;
}

sqlite3_vfs &fileSystem()
{
    static sqlite3_vfs made = [] {
        sqlite3_vfs vfs = *original; // Time, chance and sleep are the original's.
        vfs.iVersion = 1;
        vfs.szOsFile = static_cast<int>(sizeof(OpenFile));
        vfs.pNext = nullptr;
        vfs.zName = "weir-memory-disk";
        vfs.xOpen = openFile;
        vfs.xDelete = deleteFile;
        vfs.xAccess = accessFile;
        vfs.xFullPathname = fullName;
        return vfs;
    }();
    return made;
}

} // namespace

MemoryDisk::MemoryDisk()
{
    original = sqlite3_vfs_find(nullptr);
    disk = this;
    sqlite3_vfs_register(&fileSystem(), 1);
}

MemoryDisk::~MemoryDisk()
{
    sqlite3_vfs_unregister(&fileSystem());
    sqlite3_vfs_register(original, 1);
    disk = nullptr;
}

void MemoryDisk::plan(Fault fault, std::int64_t number)
{
    m_fault = fault;
    m_at = m_operations + number;
    m_hasFailed = false;
}

void MemoryDisk::mend()
{
    m_fault = Fault::None;
}

int MemoryDisk::operation(bool isWrite)
{
    ++m_operations;
    if (m_fault == Fault::None || m_operations < m_at)
        return SQLITE_OK;
    if (m_fault == Fault::PowerLoss) {
        m_hasFailed = true;
        return SQLITE_IOERR;
    }
    if (!isWrite)
        return SQLITE_OK;
    if (m_fault == Fault::WriteOnce && m_hasFailed)
        return SQLITE_OK;
    m_hasFailed = true;
    return m_fault == Fault::Full ? SQLITE_FULL : SQLITE_IOERR_WRITE;
}

void MemoryDisk::restart(const Files &broken, RandomStream &random)
{
    m_fault = Fault::None;
    files.clear(); // What is still open keeps the old ones.
    for (const auto &[name, file] : broken) {
        const auto after = std::make_shared<File>();
        after->data = file->synced;
        for (const std::size_t sector : file->unsynced) {
            if (random.below(2) != 0)
                copySector(file->data, after->data, sector);
        }
        after->synced = after->data;
        files.emplace(name, after);
    }
}

MemoryDisk::Files MemoryDisk::snapshot() const
{
    Files copy;
    for (const auto &[name, file] : files) {
        const auto made = std::make_shared<File>();
        made->data = made->synced = file->data;
        copy.emplace(name, made);
    }
    return copy;
}

void MemoryDisk::reset(const Files &from)
{
    files.clear();
    for (const auto &[name, file] : from)
        files.emplace(name, std::make_shared<File>(*file));
}

} // namespace weir::test
