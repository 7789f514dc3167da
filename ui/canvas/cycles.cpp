// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/cycles.h"

namespace weir {
namespace {

/// Tarjan's algorithm with its own stack: a chain of thousands of services must not exhaust the program's.
class ComponentFinder
{
public:
    explicit ComponentFinder(const Drawing &diagram)
        : m_targets(std::size_t(diagram.nodes.size()))
        , m_states(std::size_t(diagram.nodes.size()))
        , m_components(std::size_t(diagram.nodes.size()), -1)
    {
        for (const DiagramEdge &edge : diagram.edges)
            m_targets[std::size_t(edge.from)].push_back(edge.to);
    }

    std::vector<int> find()
    {
        for (int node = 0; node < int(m_states.size()); ++node) {
            if (m_states[std::size_t(node)].number < 0)
                visit(node);
        }
        return m_components;
    }

private:
    struct State
    {
        int number = -1; ///< Order of the first visit.
        int lowest = 0;
        std::size_t next = 0; ///< Target to look at next.
    };

    void enter(int node)
    {
        m_states[std::size_t(node)].number = m_states[std::size_t(node)].lowest = m_count++;
        m_path.push_back(node);
        m_open.push_back(node);
    }

    void visit(int root)
    {
        enter(root);
        while (!m_path.empty()) {
            const int node = m_path.back();
            State &state = m_states[std::size_t(node)];
            if (state.next < m_targets[std::size_t(node)].size()) {
                const int target = m_targets[std::size_t(node)][state.next++];
                if (m_states[std::size_t(target)].number < 0)
                    enter(target);
                else if (m_components[std::size_t(target)] < 0)
                    state.lowest = std::min(state.lowest, m_states[std::size_t(target)].number);
                continue;
            }
            leave(node);
        }
    }

    void leave(int node)
    {
        m_path.pop_back();
        const State &state = m_states[std::size_t(node)];
        if (!m_path.empty()) {
            State &parent = m_states[std::size_t(m_path.back())];
            parent.lowest = std::min(parent.lowest, state.lowest);
        }
        if (state.lowest != state.number)
            return;
        while (m_components[std::size_t(node)] < 0) {
            m_components[std::size_t(m_open.back())] = m_found;
            m_open.pop_back();
        }
        ++m_found;
    }

    std::vector<std::vector<int>> m_targets;
    std::vector<State> m_states;
    std::vector<int> m_components;
    std::vector<int> m_path, m_open;
    int m_count = 0, m_found = 0;
};

} // namespace

std::vector<int> componentsOf(const Drawing &diagram)
{
    return ComponentFinder(diagram).find();
}

} // namespace weir
